/**
 * Durations as people write them: `500ms`, `60s`, `5m`, `1h`.
 * @module
 */

const UNIT_MS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;

const SHAPE = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/;

/** Milliseconds of a duration such as `1.5s`; undefined when it is not one. */
export function parseDuration(text: string): number | undefined {
  const [, amount, unit] = SHAPE.exec(text) ?? [];
  if (amount === undefined) return undefined;
  for (const [name, ms] of Object.entries(UNIT_MS)) {
    if (name === unit) return Number(amount) * ms;
  }
  return undefined;
}

/** Milliseconds written with the largest unit that leaves a whole number. */
export function formatDuration(ms: number): string {
  const { h, m, s } = UNIT_MS;
  if (ms >= h && ms % h === 0) return `${ms / h}h`;
  if (ms >= m && ms % m === 0) return `${ms / m}m`;
  if (ms >= s && ms % s === 0) return `${ms / s}s`;
  return `${ms}ms`;
}
