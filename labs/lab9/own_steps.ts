/**
 * The student's steps, and what a database says of them.
 * @module
 */

import type postgres from "postgres";
import type { CheckContext } from "../../scripts/checks/mod.ts";
import {
  checksumOf,
  readHistory,
  readSteps,
  type Step,
} from "../../scripts/schema/migrate/mod.ts";

/** The folder of the student's steps. */
const FOLDER = "migrations";

/** Steps of the folder `migrations/`, by number; none when there are none. */
export async function ownSteps(
  { files, code }: Pick<CheckContext, "files" | "code">,
): Promise<readonly Step[]> {
  const paths = await files(/^migrations\/\d{4}_[a-z0-9_]+\.ts$/);
  return paths.length === 0 ? [] : await readSteps(FOLDER, code.exportsOf);
}

/**
 * The student's change of `events.email`: one step, or several in a row when it
 * is brought in parts; none when no step says anything of it.
 */
export function emailSteps(steps: readonly Step[]): readonly Step[] {
  const [first, last] = [
    steps.findIndex(isAboutEmail),
    steps.findLastIndex(isAboutEmail),
  ];
  return first < 0 ? [] : steps.slice(first, last + 1);
}

function isAboutEmail({ up }: Step): boolean {
  return /\bemail\b/i.test(up.join("\n"));
}

/** The recorded steps. */
export interface OnRecord {
  /** Names, in order. */
  readonly taken: readonly string[];
  /** Those whose statements are not the ones that were taken. */
  readonly edited: readonly string[];
}

/** Compares the recorded steps of the database with the files. */
export async function onRecord(
  sql: postgres.Sql,
  steps: readonly Step[],
): Promise<OnRecord> {
  const history = await readHistory(sql);
  const known = new Map(steps.map((step) => [step.name, checksumOf(step)]));
  return {
    taken: history.map(({ name }) => name),
    edited: history.filter(({ name, checksum }) =>
      (known.get(name) ?? checksum) !== checksum
    )
      .map(({ name }) => name),
  };
}
