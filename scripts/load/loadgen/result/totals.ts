/**
 * Adds slices up: the totals of the run, and one row for each interval of it.
 * @module
 */

import { decodeLatency, emptyLatency, type Latency } from "./latency.ts";
import { addResults, noResults, type ResultCounts } from "./result.ts";
import type { Slice, SliceTally } from "./slice.ts";

/** Most rows: a long run has longer intervals, not more of them. */
const MAX_INTERVALS = 600;

/** The counts of one step or journey. */
export interface Total {
  readonly results: ResultCounts;
  readonly statuses: Map<string, number>;
  readonly latency: Latency;
}

/** A stretch of the run. */
export interface Interval {
  readonly started: number;
  readonly dropped: number;
  readonly orders: number;
  readonly tallies: Readonly<Record<string, SliceTally>>;
}

/** Totals that grow. */
export interface Totals {
  started: number;
  dropped: number;
  orders: number;
  readonly lag: Latency;
  /** By name of step or journey. */
  readonly byName: Map<string, Total>;
}

/** The sums of a run. */
export interface Tally {
  /** Takes a slice of one of the workers, in any order. */
  add(slice: Slice): void;
  readonly totals: Totals;
  /** The end of the last slice (ms from the start). */
  readonly elapsedMs: number;
  readonly intervalMs: number;
  /** By position, empty where a worker reported nothing. */
  readonly intervals: readonly (Interval | undefined)[];
}

/** How long an interval of a run of `durationMs` is (whole seconds, in ms). */
export function intervalMsOf(durationMs: number): number {
  return 1000 * Math.max(1, Math.ceil(durationMs / 1000 / MAX_INTERVALS));
}

/** Nothing. */
export function emptyTotals(): Totals {
  return {
    started: 0,
    dropped: 0,
    orders: 0,
    lag: emptyLatency(),
    byName: new Map(),
  };
}

/** Adds a slice to totals. */
export function addSlice(totals: Totals, slice: Slice): void {
  totals.started += slice.started;
  totals.dropped += slice.dropped;
  totals.orders += slice.orders;
  totals.lag.add(decodeLatency(slice.lag));
  for (const [name, tally] of Object.entries(slice.tallies)) {
    let total = totals.byName.get(name);
    if (total === undefined) {
      total = {
        results: noResults(),
        statuses: new Map(),
        latency: emptyLatency(),
      };
      totals.byName.set(name, total);
    }
    addResults(total.results, tally.results);
    for (const [status, count] of Object.entries(tally.statuses)) {
      total.statuses.set(status, (total.statuses.get(status) ?? 0) + count);
    }
    total.latency.add(decodeLatency(tally.latency));
  }
}

/** An empty tally with intervals of that length (ms). */
export function openBook(intervalMs: number): Tally {
  const totals = emptyTotals();
  const intervals: (Interval | undefined)[] = [];
  let elapsedMs = 0;
  return {
    totals,
    get elapsedMs() {
      return elapsedMs;
    },
    intervalMs,
    intervals,
    add(slice) {
      addSlice(totals, slice);
      elapsedMs = Math.max(elapsedMs, slice.atMs);
      // A slice ends at the end of its interval, not in the next one.
      const at = Math.max(0, Math.ceil(slice.atMs / intervalMs) - 1);
      const before = intervals[at];
      intervals[at] = before === undefined ? slice : merged(before, slice);
    },
  };
}

/** Two stretches of the same time as one. */
export function merged(one: Interval, other: Interval): Interval {
  const tallies: Record<string, SliceTally> = { ...one.tallies };
  for (const [name, more] of Object.entries(other.tallies)) {
    const own = tallies[name];
    tallies[name] = own === undefined ? more : mergedTally(own, more);
  }
  return {
    started: one.started + other.started,
    dropped: one.dropped + other.dropped,
    orders: one.orders + other.orders,
    tallies,
  };
}

function mergedTally(one: SliceTally, other: SliceTally): SliceTally {
  const results = { ...one.results };
  addResults(results, other.results);
  const statuses = { ...one.statuses };
  for (const [status, count] of Object.entries(other.statuses)) {
    statuses[status] = (statuses[status] ?? 0) + count;
  }
  const latency = decodeLatency(one.latency);
  latency.add(decodeLatency(other.latency));
  return { results, statuses, latency: latency.encode() };
}
