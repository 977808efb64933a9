/**
 * Finds measurements that two students cannot both have made: the same
 * reservation, the same pod, the same moments, the same durations.
 * @module
 */

import { type Bundle, type CheckBody, checksOf } from "./bundle.ts";

/** A bundle, and whose it is. */
export interface Owned {
  readonly name: string;
  readonly student: string;
  readonly bundle: Bundle;
}

/**
 * Identifiers that are drawn at random. Each part has a longest length, so that
 * a long text without a match is read once and not once for each letter.
 */
const UNIQUE =
  /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b|\b[a-z]{1,30}-[a-z0-9]{6,10}-[a-z0-9]{5}(?=")/g;

/** Of moments and durations so many must be the same: one may be chance. */
const LEAST_ALIKE = 2;

/** The problem of each bundle, by its name: the others that it shares with. */
export function copies(
  bundles: readonly Owned[],
): ReadonlyMap<string, readonly string[]> {
  const problems = new Map<string, string[]>();
  const put = (one: Owned, other: Owned, what: string): void => {
    const words = `${one.name} and ${other.name} both have ${what}`;
    for (const { name } of [one, other]) {
      problems.set(name, [...problems.get(name) ?? [], words]);
    }
  };
  for (const [one, other, what] of sharedMarks(bundles)) put(one, other, what);
  return problems;
}

function sharedMarks(
  bundles: readonly Owned[],
): readonly (readonly [Owned, Owned, string])[] {
  const found: [Owned, Owned, string][] = [];
  const owners = new Map<string, Owned>();
  const alike = new Map<
    string,
    { one: Owned; other: Owned; marks: string[] }
  >();
  for (const own of bundles) {
    const told = new Set<string>();
    for (const { mark, what, isSure } of marksOf(own.bundle)) {
      const other = owners.get(mark);
      owners.set(mark, other ?? own);
      if (other === undefined || other.student === own.student) continue;
      if (isSure) {
        if (!told.has(other.name)) found.push([other, own, what]);
        told.add(other.name);
        continue;
      }
      const pair = `${other.name}\n${own.name}`;
      const { marks } = alike.get(pair) ?? { marks: [] };
      alike.set(pair, { one: other, other: own, marks: [...marks, what] });
    }
  }
  for (const { one, other, marks } of alike.values()) {
    if (marks.length < LEAST_ALIKE) continue;
    if (found.some((pair) => pair[0] === one && pair[1] === other)) continue;
    found.push([one, other, `${marks.length} measurements alike: ${marks[0]}`]);
  }
  return found;
}

interface Mark {
  readonly mark: string;
  readonly what: string;
  /** One of these is enough. */
  readonly isSure: boolean;
}

function marksOf({ head, entries }: Bundle): readonly Mark[] {
  const marks: Mark[] = [{
    mark: `key ${head.key}`,
    what: `the key ${head.key.slice(0, 12)} of one machine`,
    isSure: true,
  }];
  const ids = new Set<string>();
  for (const check of checksOf(entries)) {
    for (
      const id of JSON.stringify(check.samples ?? null).match(UNIQUE) ?? []
    ) {
      ids.add(id);
    }
    marks.push({ mark: `at ${check.at}`, what: check.at, isSure: false });
    const fine = fineDuration(check);
    if (fine !== undefined) {
      marks.push({ mark: `${head.lab} ${fine}`, what: fine, isSure: false });
    }
  }
  for (const id of ids) marks.push({ mark: id, what: id, isSure: true });
  return marks;
}

/** A duration that two machines do not have by chance: 3.214873 s. */
function fineDuration({ id, seconds }: CheckBody): string | undefined {
  const digits = /\.(\d+)/.exec(String(seconds))?.[1] ?? "";
  return digits.length < 4 ? undefined : `${id} in ${seconds} s`;
}
