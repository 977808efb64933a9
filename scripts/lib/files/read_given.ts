/**
 * Files that a person named on a command line.
 * @module
 */

import { CouldNotRun } from "../cli/tool.ts";
import { readText } from "./read_text.ts";

/**
 * The text of a file that the user named.
 * @throws {CouldNotRun} saying in one sentence why it cannot be read
 */
export async function readGiven(path: string): Promise<string> {
  try {
    return await readText(path);
  } catch (error) {
    throw new CouldNotRun(`Cannot read ${path}: ${fileReason(error)}`, {
      cause: error,
    });
  }
}

/** Why a file that the user named cannot be used, and what to do. */
export function fileReason(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) {
    return "there is no such file. Check the path and the folder you are in";
  }
  if (error instanceof Deno.errors.IsADirectory) {
    return "it is a folder. Name a file in it";
  }
  if (error instanceof Deno.errors.NotCapable) {
    return "this tool may only use files below the folder that you start it in";
  }
  if (error instanceof Deno.errors.PermissionDenied) {
    return "you do not have the right to read it. See ls -l";
  }
  return error instanceof Error ? error.message : String(error);
}
