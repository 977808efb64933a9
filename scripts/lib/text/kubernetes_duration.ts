/**
 * Durations as Argo Rollouts and PromQL write them: `30s`, `1m30s`, `1h`.
 * @module
 */

const UNITS: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3600,
};

/** Seconds; undefined when it is no duration. A bare number is seconds. */
export function secondsOf(text: string | number): number | undefined {
  if (typeof text === "number") return text;
  if (/^\d+$/.test(text)) return Number(text);
  if (!/^(?:\d+(?:ms|s|m|h))+$/.test(text)) return undefined;
  return [...text.matchAll(/(\d+)(ms|s|m|h)/g)]
    .reduce(
      (sum, [, n, unit = "s"]) => sum + Number(n) * (UNITS[unit] ?? 1),
      0,
    );
}

/**
 * A third of it, but not below `least` seconds, and never longer than it was.
 * What is no duration stays as it is.
 */
export function third(text: string | number, least: number): string | number {
  const seconds = secondsOf(text);
  if (seconds === undefined) return text;
  return `${Math.round(Math.min(seconds, Math.max(least, seconds / 3)))}s`;
}
