/**
 * The result of one submission, kept in a file so that a run can be resumed.
 * @module
 */

import { z } from "zod";
import { readOptional, replaceFile } from "../../lib/files/mod.ts";

const compared = z.object({
  id: z.string(),
  task: z.int(),
  title: z.string(),
  claimed: z.string().optional(),
  measured: z.string().optional(),
  words: z.string(),
  outcome: z.enum(["confirmed", "differs", "not measured", "not claimed"]),
});

const paid = z.object({
  task: z.int(),
  points: z.number(),
  undecided: z.number(),
  by: z.string(),
});

const schema = z.object({
  student: z.string(),
  lab: z.int(),
  /** The grader's revision, by whose checks it was measured. */
  revision: z.string(),
  /** Digest of what was handed in, and of how it was measured. */
  input: z.string(),
  /**
   * `open`: nothing of what is claimed could be measured here. `refused`: the
   * bundle is not believed. `error`: measuring itself went wrong.
   */
  status: z.enum(["confirmed", "open", "differs", "refused", "error"]),
  /** Why, in one line. */
  why: z.string(),
  seconds: z.number(),
  checks: z.array(compared),
  paid: z.array(paid),
});

/** The result of one submission. */
export type Result = z.infer<typeof schema>;

/** Where it is kept; a student's name may hold any letter. */
export function resultFile(
  folder: string,
  { student, lab }: Pick<Result, "student" | "lab">,
): string {
  return `${folder}/${encodeURIComponent(student)}.lab${lab}.json`;
}

/** A result of the same input; undefined when there is none. */
export async function keptResult(
  file: string,
  input: string,
): Promise<Result | undefined> {
  try {
    const found = schema.parse(JSON.parse(await readOptional(file) ?? ""));
    // A value that could not be measured then may be measured now.
    return found.input === input && found.status !== "error"
      ? found
      : undefined;
  } catch {
    return undefined; // an older form, or half a file
  }
}

/** Keeps it: all of it, or nothing. */
export async function keepResult(file: string, result: Result): Promise<void> {
  const draft = `${file}.${Deno.pid}.part`;
  await replaceFile(draft, JSON.stringify(result, null, 2) + "\n");
  await Deno.rename(draft, file);
}
