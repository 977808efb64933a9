/**
 * A single file lists what ships to students and what they make; the export,
 * the check and the README follow it.
 * @module
 */

import { z } from "zod";
import { parseYaml } from "../../lib/text/yaml/mod.ts";
import { globPattern } from "../../lib/files/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";

const labs = z.array(z.int().min(1).max(12)).min(1);
const made = z.strictObject({ path: z.string(), labs, what: z.string() });

const schema = z.strictObject({
  leaves_out: z.array(
    z.strictObject({
      paths: z.string(),
      except: z.array(z.string()).default([]),
      solution: z.boolean().default(false),
      why: z.string(),
    }),
  ),
  tasks_there: z.record(z.string(), z.string()),
  leaves_out_tasks: z.array(z.string()),
  generators: z.array(z.string()),
  provides: z.array(made),
  students_make: z.array(made),
  may_be_alike: z.array(
    z.strictObject({ path: z.string(), why: z.string() }),
  ),
});

/** The files that ship to students, and those that students make. */
export type Edition = z.infer<typeof schema>;

/** Something that is made or provided for labs. */
export type Made = z.infer<typeof made>;

/** Where it is said. */
export const EDITION = "scripts/course/edition/edition.yaml";

/** Reads it. @throws {CouldNotRun} when it is not of that shape */
export function parseEdition(text: string): Edition {
  const read = schema.safeParse(parseYaml(text, EDITION));
  if (read.success) return read.data;
  throw new CouldNotRun(
    `Cannot read ${EDITION}: ${z.prettifyError(read.error)}`,
  );
}

type Rules = Pick<Edition, "leaves_out">;

/** Whether a path stays in this repository. */
export function isLeftOut({ leaves_out }: Rules, path: string): boolean {
  return leaves_out.some((rule) => means(rule, path));
}

/** Whether a path is a solution: students must not get its text either. */
export function isSolution({ leaves_out }: Rules, path: string): boolean {
  return leaves_out.some((rule) => rule.solution && means(rule, path));
}

function means(
  { paths, except }: Rules["leaves_out"][number],
  path: string,
): boolean {
  return matches(paths, path) && !except.some((glob) => matches(glob, path));
}

/** Whether a glob with `*`, `**` and `{a,b}` in it means a path. */
export function matches(glob: string, path: string): boolean {
  return unbraced(glob).some((one) => globPattern(one).test(path));
}

/** The globs that one with `{a,b}` in it stands for. */
export function unbraced(glob: string): readonly string[] {
  const [all, words = ""] = /\{([^}]*)\}/.exec(glob) ?? [];
  return all === undefined
    ? [glob]
    : words.split(",").flatMap((word) => unbraced(glob.replace(all, word)));
}
