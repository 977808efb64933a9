/**
 * Measured figures, each with the bound that it is to keep.
 * @module
 */

/** One row of the table. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** The promise: at least, or at most, so much. */
  readonly bound: { readonly min: number } | { readonly max: number };
  /** How the value came about. */
  readonly from: string;
}

/** True when the promise is kept. */
export function kept({ value, bound }: Figure): boolean {
  return "min" in bound ? value >= bound.min : value <= bound.max;
}

/** The middle one; of an even count the higher of the two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted[sorted.length >> 1];
  if (middle === undefined) throw new RangeError("No values, no median");
  return middle;
}

/** A Markdown table. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => {
    const { what, value, unit, bound, from } = figure;
    const promise = "min" in bound
      ? `>= ${bound.min} ${unit}`
      : `<= ${bound.max} ${unit}`;
    const verdict = kept(figure) ? "kept" : "**missed**";
    return `| ${what} | ${round(value)} ${unit} | ${promise} | ${verdict} ` +
      `| ${from} |`;
  });
  return [
    "| Figure | Measured | Promised | | From |",
    "| --- | --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(2);
}
