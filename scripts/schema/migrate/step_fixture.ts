/**
 * Steps for tests: each makes or drops a table of its own.
 * @module
 */

import { checksumOf, type Step } from "./step.ts";

/** The step of this number, and what a test changes in it. */
export function stepOf(number: number, changes: Partial<Step> = {}): Step {
  const id = String(number).padStart(4, "0");
  return {
    name: `${id}_t${number}`,
    up: [`CREATE TABLE t${number} (id int)`],
    down: [`DROP TABLE t${number}`],
    transaction: true,
    ...changes,
  };
}

/** A database's record of steps that were taken as they are. */
export function takenOf(
  ...steps: readonly Step[]
): readonly { readonly name: string; readonly checksum: string }[] {
  return steps.map((step) => ({ name: step.name, checksum: checksumOf(step) }));
}
