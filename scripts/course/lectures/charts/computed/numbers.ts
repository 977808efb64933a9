/**
 * Numbers along an axis.
 * @module
 */

/** Whole numbers from `from` to `to`, `by` apart. */
export function range(from: number, to: number, by = 1): readonly number[] {
  return Array.from(
    { length: Math.floor((to - from) / by + 1e-9) + 1 },
    (_, i) => from + i * by,
  );
}

/** To three digits, so that a file does not depend on the last bit. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
