/**
 * Numbers as people write them.
 * @module
 */

/**
 * Whole digits, in groups of three or not, and a fraction behind a dot or a comma.
 * A comma before just three digits groups them.
 */
const NUMBER = /-?(?:\d{1,3}(?:[,\u00a0\u202f ]\d{3})+(?!\d)|\d+)(?:[.,]\d+)?/;

/** The first number of a cell: "1,048.5 MB" is 1048.5; NaN when there is none. */
export function numberIn(cell: string | undefined): number {
  const found = NUMBER.exec(cell ?? "")?.[0];
  if (found === undefined) return NaN;
  const bare = found.replace(/[,\u00a0\u202f ](?=\d{3}(?!\d))/g, "");
  return Number(bare.replace(",", "."));
}
