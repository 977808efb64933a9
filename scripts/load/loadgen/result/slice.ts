/**
 * The counts of one worker for a short stretch of time, as plain data: it
 * crosses from worker to worker and adds up without loss.
 * @module
 */

import type { ResultCounts } from "./result.ts";

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
