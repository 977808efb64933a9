/**
 * Which steps are taken, and which are taken back: by the command and by its
 * rehearsal alike.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import { type Taken, verify } from "./history.ts";
import { numberOf, type Step } from "./step.ts";

/**
 * The steps that are missing, in order.
 * @param history as the database has it
 * @param to number or name of the last one to take; undefined: all
 * @throws {CouldNotRun} when history and steps disagree, or `to` is not known
 */
export function stepsToTake(
  history: readonly Pick<Taken, "name" | "checksum">[],
  steps: readonly Step[],
  to?: string,
): readonly Step[] {
  verify(history, steps);
  const last = to === undefined ? undefined : stepNamed(steps, to).name;
  const taken = new Set(history.map(({ name }) => name));
  return steps.filter(({ name }) =>
    !taken.has(name) && (last === undefined || name <= last)
  );
}

/**
 * The steps that are taken back, the newest first.
 * @param count how many; `to` instead: until that one is the newest
 * @throws {CouldNotRun} when the database has steps that are not known here
 */
export function stepsToTakeBack(
  history: readonly Pick<Taken, "name" | "checksum">[],
  steps: readonly Step[],
  { count = 1, to }: { readonly count?: number; readonly to?: string },
): readonly Step[] {
  const newer = verify(history, steps);
  if (newer.length > 0) {
    throw new CouldNotRun(
      `Cannot go back: the database has steps that are not known here: ${
        newer.join(", ")
      }`,
    );
  }
  const keep = to === undefined ? undefined : stepNamed(steps, to).name;
  const names = history.map(({ name }) => name).toSorted();
  if (keep !== undefined && !names.includes(keep)) {
    throw new CouldNotRun(
      `Cannot go back to ${keep}: it has not been taken; taken are ` +
        (names.join(", ") || "none"),
    );
  }
  const chosen = new Set(
    keep === undefined
      ? names.slice(-count)
      : names.filter((name) => name > keep),
  );
  return steps.filter(({ name }) => chosen.has(name)).toReversed();
}

/** The step of this number or name. @throws {CouldNotRun} when there is none */
export function stepNamed(steps: readonly Step[], id: string): Step {
  const found = steps.find(({ name }) =>
    name === id || numberOf(name) === id.padStart(4, "0")
  );
  if (found !== undefined) return found;
  throw new CouldNotRun(
    `Cannot find step ${id}: there are ${
      steps.map(({ name }) => name).join(", ") || "none"
    }`,
  );
}
