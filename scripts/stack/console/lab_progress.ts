/**
 * How far the labs are: `.dev/lab/progress.json`, which the lab tool writes.
 * @module
 */

import { z } from "zod";
import { readText } from "../../lib/files/mod.ts";

const schema = z.object({
  labs: z.array(z.object({
    /** 1..12 */
    lab: z.int(),
    title: z.string(),
    passed: z.int(),
    total: z.int(),
    /** When it was last checked, RFC 3339. */
    checked: z.string().optional(),
  })),
});

/** Progress of all labs; undefined before the first check. */
export type LabProgress = z.infer<typeof schema>;

/** Reads the file; undefined when it is missing or makes no sense. */
export async function readLabProgress(
  file: string,
): Promise<LabProgress | undefined> {
  try {
    return schema.parse(JSON.parse(await readText(file)));
  } catch (error) {
    const isUnreadable = error instanceof Deno.errors.NotFound ||
      error instanceof SyntaxError || error instanceof z.ZodError;
    if (isUnreadable) return undefined; // not there yet, or of another version
    throw error;
  }
}
