/**
 * Which submissions are measured again when a grader wants only some of them.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import { hashOfText } from "../../checks/evidence/mod.ts";

/** "20%" as 0.2. @throws {CouldNotRun} unless it is from 1 % to 100 % */
export function shareOf(text: string): number {
  const percent = /^(\d{1,3})\s*%?$/.exec(text.trim())?.[1];
  const share = Number(percent) / 100;
  if (share > 0 && share <= 1) return share;
  throw new CouldNotRun(
    `Cannot take a sample: --sample must be from 1% to 100%, current value is ${text}`,
  );
}

/**
 * A share of them, at least one, in their order. The same names give the same
 * choice, so that a run that was interrupted goes on with it.
 * @param salt a secret word of the grader, which students cannot guess before
 */
export async function sampleOf<T extends { readonly name: string }>(
  all: readonly T[],
  share: number,
  salt: string,
): Promise<readonly T[]> {
  const count = Math.ceil(all.length * share);
  const ranked = await Promise.all(
    all.map(async (one) => [await hashOfText(salt + one.name), one] as const),
  );
  const chosen = new Set(
    ranked.toSorted(([a], [b]) => a < b ? -1 : 1).slice(0, count)
      .map(([, one]) => one),
  );
  return all.filter((one) => chosen.has(one));
}
