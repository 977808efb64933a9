/**
 * How far the student is, for the console and for the next check.
 * @module
 */

import { readLabProgress } from "../../stack/console/mod.ts";
import { DEV_DIRECTORY } from "../../stack/local/mod.ts";
import { replaceFile } from "../../lib/files/mod.ts";

/** One lab as it was checked last. */
export interface Progress {
  readonly lab: number;
  readonly title: string;
  readonly passed: number;
  readonly total: number;
  /** RFC 3339. */
  readonly checked: string;
}

const FOLDER = `${DEV_DIRECTORY}/lab`;

/** Keeps it, in the place of what was known of this lab. */
export async function keepProgress(progress: Progress): Promise<void> {
  const file = `${FOLDER}/progress.json`;
  const before = (await readLabProgress(file))?.labs ?? [];
  const labs = [...before.filter(({ lab }) => lab !== progress.lab), progress]
    .toSorted((a, b) => a.lab - b.lab);
  await Deno.mkdir(FOLDER, { recursive: true });
  await replaceFile(file, JSON.stringify({ labs }, null, 2) + "\n");
}
