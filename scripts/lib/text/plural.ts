/**
 * Counts in words: "1 order", "2 orders".
 * @module
 */

/** The count with its noun. @param noun in the singular; its plural ends in s */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
