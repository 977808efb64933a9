/**
 * Actions on the database beside the files, as good and wrong ones.
 * @module
 */

import type { Listed } from "../../../scripts/checks/variants/mod.ts";

/** Where a trial keeps what is no work of a student's. */
export const STORY = ".trial/story";

/** The accident of step 9.6. */
export const ACCIDENT = "sql DROP TABLE orders CASCADE";

export function story(
  kind: Listed["kind"],
  steps: readonly string[],
  name: string,
  ...lines: readonly string[]
): Listed {
  return { name, kind, steps, change: { [STORY]: () => lines.join("\n") } };
}
