/**
 * Files that need not be there.
 * @module
 */

import { readText } from "./read_text.ts";

/** A file's text as `readText` gives it; undefined when there is no file. */
export async function readOptional(path: string): Promise<string | undefined> {
  try {
    return await readText(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
