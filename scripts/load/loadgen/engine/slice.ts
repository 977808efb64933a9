/**
 * What one worker saw in a short stretch of time, as plain data: it crosses
 * from worker to worker and adds up without loss.
 * @module
 */

import { emptyLatency, type Latency } from "../result/latency.ts";
import type { Recorder } from "../scenario/play.ts";
import { noResults, type ResultCounts } from "../result/result.ts";

/** Requests of one step, or journeys of one kind, in a slice. */
export interface SliceTally {
  readonly results: ResultCounts;
  /** How many answers had which HTTP status. */
  readonly statuses: Record<string, number>;
  /** {@link Latency.encode}. A refused request has no latency: it would flatter. */
  readonly latency: string;
}

/** A stretch of time. */
export interface Slice {
  /** Its end (ms from the start of the run). */
  readonly atMs: number;
  /** By name of step or journey; only those that something happened to. */
  readonly tallies: Readonly<Record<string, SliceTally>>;
  readonly started: number;
  readonly dropped: number;
  readonly orders: number;
  /** How late the generator itself was ({@link Latency.encode}). */
  readonly lag: string;
  /** Visits under way at its end. */
  readonly inFlight: number;
}

/** Records, and cuts what it has recorded into slices. */
export interface SliceRecorder extends Recorder {
  /** A visit began, so long after it was due. */
  started(lagMs: number): void;
  /** There was no room for a visit. */
  dropped(): void;
  /** All since the cut before. */
  cut(atMs: number): Slice;
}

interface Tally {
  results: ResultCounts;
  statuses: Record<string, number>;
  readonly latency: Latency;
}

/** A recorder that has seen nothing. */
export function sliceRecorder(): SliceRecorder {
  const tallies = new Map<string, Tally>();
  const lag = emptyLatency();
  let [started, dropped, orders, inFlight] = [0, 0, 0, 0];

  function tallyOf(name: string): Tally {
    let tally = tallies.get(name);
    if (tally === undefined) {
      tally = { results: noResults(), statuses: {}, latency: emptyLatency() };
      tallies.set(name, tally);
    }
    return tally;
  }

  return {
    step(name, result, status, ms) {
      const tally = tallyOf(name);
      tally.results[result]++;
      if (result !== "refused") tally.latency.record(ms);
      if (status === 0) return;
      tally.statuses[status] = (tally.statuses[status] ?? 0) + 1;
    },
    journey(name, result, ms) {
      inFlight--;
      const tally = tallyOf(name);
      tally.results[result]++;
      if (result !== "refused") tally.latency.record(ms);
    },
    order() {
      orders++;
    },
    started(lagMs) {
      started++;
      inFlight++;
      lag.record(lagMs);
    },
    dropped() {
      dropped++;
    },
    cut(atMs) {
      const cut: Record<string, SliceTally> = {};
      for (const [name, tally] of tallies) {
        const { results, statuses, latency } = tally;
        if (Object.values(results).every((count) => count === 0)) continue;
        cut[name] = { results, statuses, latency: latency.encode() };
        tally.results = noResults();
        tally.statuses = {};
        latency.clear();
      }
      const slice: Slice = {
        atMs,
        tallies: cut,
        started,
        dropped,
        orders,
        lag: lag.encode(),
        inFlight,
      };
      [started, dropped, orders] = [0, 0, 0];
      lag.clear();
      return slice;
    },
  };
}
