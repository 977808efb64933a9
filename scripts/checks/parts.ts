/**
 * The parts that Lab 1 stops, and the requests that it tries meanwhile.
 * @module
 */

/** The parts that can be stopped. */
export const PARTS = ["payments", "events", "redis", "postgres"] as const;

/** One of {@link PARTS}. */
export type Part = (typeof PARTS)[number];

/** The requests that are tried. */
export const OPERATIONS = ["list", "reserve", "pay", "health"] as const;

/** One of {@link OPERATIONS}. */
export type Operation = (typeof OPERATIONS)[number];
