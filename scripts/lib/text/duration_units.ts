/**
 * The common form of all durations: numbers with units, one after another,
 * `1h30m`. The unit systems differ in which units there are and in how strict
 * they are.
 * @module
 */

/** Milliseconds of each unit, the largest first. */
export const UNIT_MS = {
  y: 365 * 86_400_000,
  w: 7 * 86_400_000,
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1000,
  ms: 1,
  us: 1e-3,
  ns: 1e-6,
} as const;

/** A unit of time. */
export type Unit = keyof typeof UNIT_MS;

/** How a unit system writes durations. */
export interface Spelling {
  readonly units: readonly Unit[];
  /** Whether `1.5h` is one. */
  readonly decimals: boolean;
  /** Whether larger units must stand before smaller ones, each once. */
  readonly ordered: boolean;
}

/**
 * Milliseconds of a duration.
 * @returns undefined when it is not one, also when it is empty or has a sign
 */
export function readUnits(
  text: string,
  { units, decimals, ordered }: Spelling,
): number | undefined {
  const amount = decimals ? String.raw`\d+(?:\.\d+)?|\.\d+` : String.raw`\d+`;
  // Longest first: `ms` is no `m` before an `s`.
  const names = units.toSorted((a, b) => b.length - a.length).join("|");
  const part = new RegExp(`(${amount})(${names})`, "y");
  let sum = 0;
  let smallest = Infinity;
  let at = 0;
  while (at < text.length) {
    part.lastIndex = at;
    const found = part.exec(text);
    const unit = units.find((one) => one === found?.[2]);
    if (found === null || unit === undefined) return undefined;
    const ms = UNIT_MS[unit];
    if (ordered && ms >= smallest) return undefined;
    smallest = ms;
    sum += Number(found[1]) * ms;
    at = part.lastIndex;
  }
  return at === 0 ? undefined : sum;
}
