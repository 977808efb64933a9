/**
 * Durations as Prometheus writes them: `5m`, `1h24m`, `1m10s`, `250ms`.
 * @module
 */

const UNITS: readonly (readonly [string, number])[] = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["m", 60_000],
  ["s", 1000],
  ["ms", 1],
];

/** Milliseconds of a duration; undefined when it is none. */
export function parsePromDuration(text: string): number | undefined {
  const shape = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;
  const parts = shape.exec(text)?.slice(1);
  if (text === "" || parts === undefined) return undefined;
  return UNITS.reduce(
    (sum, [, ms], i) => sum + ms * Number(parts[i] ?? 0),
    0,
  );
}

/** The duration of some milliseconds, rounded to whole ones. */
export function formatPromDuration(ms: number): string {
  let left = Math.round(ms);
  if (left <= 0) {
    throw new RangeError(
      `Cannot write a duration: it must be above 0 ms, current value is ${ms}`,
    );
  }
  let text = "";
  for (const [unit, size] of UNITS) {
    const count = Math.floor(left / size);
    left -= count * size;
    if (count > 0) text += `${count}${unit}`;
  }
  return text;
}
