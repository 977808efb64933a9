/**
 * Durations as Prometheus writes them: `5m`, `1h24m`, `1w2d`, `250ms`.
 * @see https://prometheus.io/docs/prometheus/latest/querying/basics/
 * @module
 */

import { readUnits, type Spelling, UNIT_MS } from "./duration_units.ts";

const SPELLING: Spelling = {
  units: ["y", "w", "d", "h", "m", "s", "ms"],
  decimals: false,
  ordered: true,
};

/** Milliseconds of a duration; undefined when it is not one. */
export function parsePromDuration(text: string): number | undefined {
  return text === "0" ? 0 : readUnits(text, SPELLING);
}

/** The duration of some milliseconds, rounded to whole ones; days at most. */
export function formatPromDuration(ms: number): string {
  let left = Math.round(ms);
  if (left <= 0) {
    throw new RangeError(
      `Cannot write a duration: it must be above 0 ms, current value is ${ms}`,
    );
  }
  let text = "";
  for (const unit of ["d", "h", "m", "s", "ms"] as const) {
    const count = Math.floor(left / UNIT_MS[unit]);
    left -= count * UNIT_MS[unit];
    if (count > 0) text += `${count}${unit}`;
  }
  return text;
}
