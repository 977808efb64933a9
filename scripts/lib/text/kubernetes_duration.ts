/**
 * Durations as Argo Rollouts and Kubernetes take them: `30s`, `1m30s`, `1.5h`.
 * @see https://pkg.go.dev/time#ParseDuration
 * @module
 */

import { readUnits, type Spelling } from "./duration_units.ts";

const SPELLING: Spelling = {
  units: ["h", "m", "s", "ms", "us", "ns"],
  decimals: true,
  ordered: false,
};

/** Seconds; undefined when it is not a duration. A bare number is seconds. */
export function secondsOf(text: string | number): number | undefined {
  if (typeof text === "number") return text;
  if (/^\d+$/.test(text)) return Number(text);
  const ms = readUnits(text, SPELLING);
  return ms === undefined ? undefined : ms / 1000;
}

/**
 * A third of it, but not below `least` seconds, and never longer than it was.
 * Text that is not a duration stays as it is.
 */
export function third(text: string | number, least: number): string | number {
  const seconds = secondsOf(text);
  if (seconds === undefined) return text;
  return `${Math.round(Math.min(seconds, Math.max(least, seconds / 3)))}s`;
}
