/**
 * Durations as people write them: `500ms`, `60s`, `1.5h`, `1h30m`, `2d`.
 * @module
 */

import { readUnits, type Spelling, UNIT_MS } from "./duration_units.ts";

const SPELLING: Spelling = {
  units: ["w", "d", "h", "m", "s", "ms"],
  decimals: true,
  ordered: true,
};

/** Milliseconds of a duration such as `1.5s`; undefined when it is not one. */
export function parseDuration(text: string): number | undefined {
  return readUnits(text, SPELLING);
}

/** Milliseconds written with the largest unit that leaves a whole number. */
export function formatDuration(ms: number): string {
  for (const unit of ["h", "m", "s"] as const) {
    const size = UNIT_MS[unit];
    if (ms >= size && ms % size === 0) return `${ms / size}${unit}`;
  }
  return `${ms}ms`;
}
