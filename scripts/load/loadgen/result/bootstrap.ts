/**
 * How much a figure of a run is worth: the run's intervals are drawn again and
 * again, with repetition, and the figure is computed anew each time. Neighbours
 * are drawn together, since a slow second seldom comes alone (moving blocks).
 * @module
 */

import type { Random } from "../engine/random.ts";

/** A histogram of one interval: distinct values and their counts. */
export type Counts = Iterable<{ readonly ms: number; readonly count: number }>;

/** How often the intervals are drawn anew. */
const ROUNDS = 300;

/**
 * The percentile of all intervals' values, computed anew for each drawing; NaN
 * for a drawing without values.
 */
export function percentileDraws(
  intervals: readonly Counts[],
  percent: number,
  random: Random,
): Float64Array {
  const { values, rows } = tabulate(intervals);
  const draws = new Float64Array(ROUNDS);
  const sums = new Float64Array(values.length);
  for (let round = 0; round < ROUNDS; round++) {
    sums.fill(0);
    let total = 0;
    for (const at of drawing(rows.length, random)) {
      const row = rows[at];
      if (row === undefined) continue;
      total += row.total;
      for (const [position, count] of row.entries) {
        sums[position] = (sums[position] ?? 0) + count;
      }
    }
    draws[round] = valueAt(values, sums, total * percent / 100);
  }
  return draws;
}

/** The mean of one number an interval, computed anew for each drawing. */
export function meanDraws(
  intervals: readonly number[],
  random: Random,
): Float64Array {
  return Float64Array.from({ length: ROUNDS }, () => {
    let sum = 0;
    for (const at of drawing(intervals.length, random)) {
      sum += intervals[at] ?? 0;
    }
    return sum / intervals.length;
  });
}

/**
 * Standard deviation of what was drawn from so many intervals; drawing from few
 * pieces shows too little of it, so it is made larger by what is missing.
 */
export function standardError(draws: Float64Array, intervals: number): number {
  const mean = draws.reduce((sum, one) => sum + one, 0) / draws.length;
  const squares = draws.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  const pieces = blocksIn(intervals);
  return Math.sqrt(squares / draws.length * pieces / (pieces - 1));
}

/** How many intervals are drawn together, of so many. */
function blockOf(intervals: number): number {
  return Math.max(1, Math.round(Math.sqrt(intervals)));
}

/** How many independent pieces so many intervals are taken for. */
export function blocksIn(intervals: number): number {
  return Math.floor(intervals / blockOf(intervals));
}

/** Positions of as many intervals as there are, in blocks of neighbours. */
function* drawing(length: number, random: Random): Generator<number> {
  const block = blockOf(length);
  let left = length;
  while (left > 0) {
    const first = Math.floor(random() * length);
    const size = Math.min(block, left);
    // The end is followed by the start: all are drawn equally often.
    for (let at = 0; at < size; at++) yield (first + at) % length;
    left -= size;
  }
}

interface Row {
  /** Position in the table of distinct values, and how often. */
  readonly entries: readonly (readonly [position: number, count: number])[];
  readonly total: number;
}

function tabulate(
  intervals: readonly Counts[],
): { readonly values: readonly number[]; readonly rows: readonly Row[] } {
  const lists = intervals.map((one) => [...one]);
  const values = [...new Set(lists.flat().map(({ ms }) => ms))]
    .toSorted((a, b) => a - b);
  const positionOf = new Map(values.map((value, at) => [value, at]));
  const rows = lists.map((list) => ({
    entries: list.map(({ ms, count }) =>
      [positionOf.get(ms) ?? 0, count] as const
    ),
    total: list.reduce((sum, { count }) => sum + count, 0),
  }));
  return { values, rows };
}

function valueAt(
  values: readonly number[],
  counts: Float64Array,
  rank: number,
): number {
  let below = 0;
  for (let at = 0; at < values.length; at++) {
    below += counts[at] ?? 0;
    if (below > 0 && below >= rank) return values[at] ?? NaN;
  }
  return NaN;
}
