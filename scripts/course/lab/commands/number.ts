/**
 * The operand that most commands take.
 * @module
 */

import { UsageError } from "../../../lib/cli/mod.ts";

/** Which lab. */
export const LAB = {
  usage: "N",
  help: "which lab, 1 to 12",
  min: 1,
  max: 1,
} as const;

/** @throws {UsageError} unless the first operand is a number from 1 to 12 */
export function labNumber([text = ""]: readonly string[]): number {
  const number = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= 12) return number;
  throw new UsageError(
    `Cannot run lab: N must be a number from 1 to 12, current value is ${text}`,
  );
}
