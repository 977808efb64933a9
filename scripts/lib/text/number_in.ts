/**
 * Numbers as people write them.
 * @module
 */

/** The first number of a cell: "1,048.5 MB" is 1048.5; NaN when there is none. */
export function numberIn(cell: string | undefined): number {
  const digits = /-?\d[\d,\u202f ]*(?:\.\d+)?/.exec(cell ?? "")?.[0];
  return digits === undefined ? NaN : Number(digits.replace(/[,\u202f ]/g, ""));
}
