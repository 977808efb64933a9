/**
 * A unit that stands beside a number's name and not beside the number:
 * `Duration (ms)`.
 * @module
 */

import { plainText } from "./plain_text.ts";

/**
 * The unit of a label; a share may be written either way, so % is not a unit.
 */
const UNIT = /(?:\(|\bin |, )([\p{L}µ]{1,12})\)?$/u;

/** A number without a word behind it. */
const BARE = /^[~≈]? ?-?[\d.,' ]*\d$/;

/** The cell with its label's unit, where it has none of its own. */
export function withUnit(label: string, cell: string): string {
  const [, unit] = UNIT.exec(plainText(label)) ?? [];
  return unit !== undefined && BARE.test(plainText(cell))
    ? `${cell.trim()} ${unit}`
    : cell;
}
