/**
 * All that decides a run, as plain data: it is handed to workers, and written
 * into the summary, so that a run can be repeated.
 * @module
 */

import { type Stage, stagesMs } from "./stages.ts";

/** Virtual users who come when they are due. */
export interface OpenLoad {
  readonly kind: "open";
  readonly stages: readonly Stage[];
  readonly arrivals: "even" | "poisson";
  /** Most visits at a time, all workers together. */
  readonly maxInFlight: number;
}

/** People who wait for each other's answers. */
export interface ClosedLoad {
  readonly kind: "closed";
  readonly users: number;
  /** How many come a second; 0: all at once. */
  readonly ramp: number;
  /** Shortest and longest pause between two visits of a person (ms). */
  readonly thinkMs: readonly [shortest: number, longest: number];
  readonly durationMs: number;
}

/** One of several equal parts of a run. */
export interface Share {
  readonly index: number;
  readonly count: number;
}

/** A run. */
export interface Plan {
  /** Name of a shipped scenario, or the path of a file that has one. */
  readonly scenario: string;
  /** Base URL of the gateway. */
  readonly url: string;
  readonly events: readonly number[];
  readonly load: OpenLoad | ClosedLoad;
  readonly timeoutMs: number;
  readonly seed: number;
}

/** How long arrivals go on (ms). */
export function planMs({ load }: Plan): number {
  return load.kind === "open" ? stagesMs(load.stages) : load.durationMs;
}

/** The share that worker `worker` of `workers` has of `share`. */
export function subShare(
  share: Share,
  worker: number,
  workers: number,
): Share {
  return {
    index: share.index * workers + worker,
    count: share.count * workers,
  };
}

/** A run in a single process. */
export const WHOLE: Share = { index: 0, count: 1 };
