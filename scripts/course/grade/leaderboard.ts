/**
 * The quiz leaderboards: five windows of two labs, each ranked by itself, so
 * that who comes late to the course misses what is over and nothing else.
 * @module
 */

import { exact } from "./grade.ts";
import { SHARES } from "./rules.ts";

/** A student's best score in a window. */
export interface Score {
  readonly student: string;
  readonly score: number;
}

/** A place on a leaderboard. */
export interface Place extends Score {
  /** From 1; students with one score have one rank. */
  readonly rank: number;
  /** Percent of the grade. */
  readonly percent: number;
}

/**
 * Ranks a window. Tied students share the mean of the tied ranks' shares. A
 * share without a student expires.
 */
export function rankWindow(scores: readonly Score[]): readonly Place[] {
  const groups = [...Map.groupBy(scores, ({ score }) => score)]
    .toSorted(([a], [b]) => b - a);
  const places: Place[] = [];
  for (const [, tied] of groups) {
    const rank = places.length + 1;
    const shares = tied.map((_, i) => SHARES[rank - 1 + i] ?? 0);
    const mean = shares.reduce((sum, share) => sum + share, 0) / tied.length;
    const sorted = tied.toSorted((a, b) => a.student < b.student ? -1 : 1);
    places.push(
      ...sorted.map((one) => ({ ...one, rank, percent: exact(mean) })),
    );
  }
  return places;
}

/** Each student's share of all windows together (percent). */
export function quizPercents(
  windows: readonly (readonly Score[])[],
): ReadonlyMap<string, number> {
  const percents = new Map<string, number>();
  for (const place of windows.flatMap(rankWindow)) {
    const before = percents.get(place.student) ?? 0;
    percents.set(place.student, exact(before + place.percent));
  }
  return percents;
}
