/**
 * What Lab 1 takes away, and what it tries meanwhile.
 * @module
 */

/** What can be taken away. */
export const PARTS = ["payments", "events", "redis", "postgres"] as const;

/** One of {@link PARTS}. */
export type Part = (typeof PARTS)[number];

/** What is tried. */
export const OPERATIONS = ["list", "reserve", "pay", "health"] as const;

/** One of {@link OPERATIONS}. */
export type Operation = (typeof OPERATIONS)[number];
