/**
 * What ships to students and what they make: one file says it, and the export,
 * the check and the README follow it.
 * @module
 */

import { parse } from "yaml";
import { z } from "zod";
import { globPattern } from "../../lib/files/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";

const labs = z.array(z.int().min(1).max(12)).min(1);
const made = z.strictObject({ path: z.string(), labs, what: z.string() });

const schema = z.strictObject({
  leaves_out: z.array(z.strictObject({ paths: z.string(), why: z.string() })),
  leaves_out_tasks: z.array(z.string()),
  provides: z.array(made),
  students_make: z.array(made),
  may_be_alike: z.array(
    z.strictObject({ path: z.string(), why: z.string() }),
  ),
});

/** What ships to students and what they make. */
export type Edition = z.infer<typeof schema>;

/** Something that is made or provided for labs. */
export type Made = z.infer<typeof made>;

/** Where it is said. */
export const EDITION = "scripts/course/edition/edition.yaml";

/** Reads it. @throws {CouldNotRun} when it is not of that shape */
export function parseEdition(text: string): Edition {
  const read = schema.safeParse(parse(text));
  if (read.success) return read.data;
  throw new CouldNotRun(
    `Cannot read ${EDITION}: ${z.prettifyError(read.error)}`,
  );
}

/** Whether a path stays in this repository. */
export function isLeftOut(edition: Edition, path: string): boolean {
  return edition.leaves_out.flatMap(({ paths }) => unbraced(paths))
    .some((glob) => globPattern(glob).test(path));
}

/** The globs that one with `{a,b}` in it stands for. */
export function unbraced(glob: string): readonly string[] {
  const [all, words = ""] = /\{([^}]*)\}/.exec(glob) ?? [];
  return all === undefined
    ? [glob]
    : words.split(",").flatMap((word) => unbraced(glob.replace(all, word)));
}
