/**
 * Times of day in what a student writes.
 * @module
 */

/** A day (s). */
const DAY_S = 86_400;

/** Seconds since midnight of the first time in a text, e.g. 12:03 or 12:03:10. */
export function timeIn(text: string): number | undefined {
  const [, h, m, s = "0"] =
    /\b([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?\b/.exec(text) ?? [];
  return h === undefined
    ? undefined
    : Number(h) * 3600 + Number(m) * 60 + Number(s);
}

/** Seconds between a time of day and a moment (ms since 1970, UTC), the short way. */
export function apart(seconds: number, at: number): number {
  const distance = Math.abs(seconds - Math.floor(at / 1000) % DAY_S);
  return Math.min(distance, DAY_S - distance);
}

/** The time of day of a moment, UTC. */
export function shown(at: number): string {
  return new Date(at).toISOString().slice(11, 19);
}

/** Seconds of a length such as `6 min 10 s`, `370 s`, `1 h 5 min`, `6m10s`. */
export function lengthIn(text: string): number | undefined {
  const units = [[/(\d+(?:\.\d+)?)\s*h/i, 3600], [
    /(\d+(?:\.\d+)?)\s*m(?!s)/i,
    60,
  ], [
    /(\d+(?:\.\d+)?)\s*s/i,
    1,
  ]] as const;
  const parts = units.flatMap(([pattern, seconds]) => {
    const found = pattern.exec(text)?.[1];
    return found === undefined ? [] : [Number(found) * seconds];
  });
  return parts.length === 0
    ? undefined
    : parts.reduce((sum, one) => sum + one, 0);
}

/** Rows of Markdown tables as cells. */
export function rowsIn(text: string): readonly (readonly string[])[] {
  return text.split("\n").filter((line) => /^\s*\|.*\|\s*$/.test(line))
    .map((line) =>
      line.trim().slice(1, -1).split("|").map((cell) => cell.trim())
    );
}
