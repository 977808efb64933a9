/**
 * How much load, when: `10s:50,30s:200` is two steps, `1m:50..200` a ramp,
 * `1m:..200` a ramp from where the stage before ended.
 * @module
 */

import { formatDuration, parseDuration } from "../../../lib/text/mod.ts";

/** A stretch of time in which the rate goes evenly from one value to another. */
export interface Stage {
  readonly ms: number;
  /** Arrivals a second at its start and at its end. */
  readonly from: number;
  readonly to: number;
}

/** The description of a valid `--stages`. */
export const STAGES_BOUND =
  "stages such as 10s:50,30s:200 (steps) or 1m:50..200 (a ramp), at most " +
  "10000 a second";

/** Highest rate. */
export const MAX_RATE = 10_000;

/** Reads stages; undefined when the text is malformed. */
export function parseStages(text: string): readonly Stage[] | undefined {
  const stages: Stage[] = [];
  for (const part of text.split(",")) {
    const shape = /^([^:]+):(?:(\d*\.?\d*)\.\.)?(\d+\.?\d*|\.\d+)$/;
    const [, time = "", start, end = ""] = shape.exec(part.trim()) ?? [];
    const ms = parseDuration(time);
    const to = Number(end);
    const before = stages.at(-1)?.to ?? 0;
    const from = start === undefined ? to : start === "" ? before : +start;
    if (!ms || end === "" || !(Math.max(from, to) <= MAX_RATE)) return;
    stages.push({ ms, from, to });
  }
  return totalArrivals(stages) > 0 ? stages : undefined;
}

/** Stages as people write them. */
export function formatStages(stages: readonly Stage[]): string {
  return stages.map(({ ms, from, to }) =>
    `${formatDuration(ms)}:${from === to ? to : `${from}..${to}`}`
  ).join(",");
}

/** How long all stages take (ms). */
export function stagesMs(stages: readonly Stage[]): number {
  return stages.reduce((sum, { ms }) => sum + ms, 0);
}

/** How many arrivals the stages mean, a fraction included. */
export function totalArrivals(stages: readonly Stage[]): number {
  return stages.reduce((sum, stage) => sum + arrivalsIn(stage), 0);
}

/** The rate that is due `atMs` after the start (a second). */
export function rateAt(stages: readonly Stage[], atMs: number): number {
  let start = 0;
  for (const { ms, from, to } of stages) {
    if (atMs < start + ms) return from + (to - from) * (atMs - start) / ms;
    start += ms;
  }
  return 0;
}

function arrivalsIn({ ms, from, to }: Stage): number {
  return (from + to) / 2 * ms / 1000;
}

/**
 * When virtual users arrive (ms from the start). Each stands one `gap()` after the
 * one before, in units of the mean distance: gaps of 1 come evenly, gaps drawn
 * from an exponential distribution as strangers do (Poisson).
 */
export function* arrivalTimes(
  stages: readonly Stage[],
  gap: () => number,
): Generator<number> {
  let position = 0; // in arrivals, of the stage's own
  let start = 0;
  for (const stage of stages) {
    const total = arrivalsIn(stage);
    // The last one of a stage may be due at its very end: that is the next's.
    while (position < total - 1e-9) {
      yield start + timeOf(stage, position);
      position += gap();
    }
    position -= total;
    if (position < 1e-9) position = 0;
    start += stage.ms;
  }
}

/** When, after the stage's start, so many have arrived (ms). */
function timeOf({ ms, from, to }: Stage, arrivals: number): number {
  if (arrivals === 0) return 0;
  const growth = (to - from) / ms; // a second, each ms
  const perMs = arrivals * 1000;
  if (growth === 0) return perMs / from;
  // from * t + growth * t² / 2 = perMs, in the form that does not cancel
  const root = Math.sqrt(Math.max(0, from * from + 2 * growth * perMs));
  return 2 * perMs / (from + root);
}
