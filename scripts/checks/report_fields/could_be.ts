/**
 * Whether what was written can mean what was measured.
 * @module
 */

/** How far apart they may be. */
export interface Tolerance {
  /** Share of the expected value, e.g. 0.02. */
  readonly relative?: number;
  /** In the unit of the value. */
  readonly absolute?: number;
}

/**
 * True when one of the readings lies near enough to the expected value.
 * `1,234` is near 1234 and near 1.234.
 */
export function couldBe(
  reading: { readonly values: readonly number[] },
  expected: number,
  { relative = 0, absolute = 0 }: Tolerance = {},
): boolean {
  const distance = Math.max(relative * Math.abs(expected), absolute);
  return nearest(reading, expected).distance <= distance + 1e-9;
}

/** Of the readings, the one nearest to the expected value. */
export function nearest(
  reading: { readonly values: readonly number[] },
  expected: number,
): { readonly value: number; readonly distance: number } {
  return reading.values
    .map((value) => ({ value, distance: Math.abs(value - expected) }))
    .toSorted((a, b) => a.distance - b.distance)[0] ??
    { value: NaN, distance: Infinity };
}
