/**
 * What the load is made of.
 * @module
 */

/** One thing that a visitor does. */
export type Operation = "list" | "reserve" | "purchase";

/** Shares of the operations; their sum is 1. */
const MIX: readonly (readonly [Operation, number])[] = [
  ["list", 0.7],
  ["reserve", 0.2],
  ["purchase", 0.1],
];

/** All operations, the most frequent first. */
export const OPERATIONS: readonly Operation[] = MIX.map(([name]) => name);

/** The operation that a draw from [0, 1) means. */
export function operationOf(draw: number): Operation {
  let left = draw;
  for (const [name, share] of MIX) {
    if (left < share) return name;
    left -= share;
  }
  return "purchase"; // rounding
}
