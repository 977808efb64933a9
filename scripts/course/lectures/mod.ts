/**
 * The parts of a lecture, for documents that count them.
 * @module
 */

export { parseClaims } from "./claims.ts";
export { parseDeck } from "./deck.ts";
export { type Counts, countsOf, countsTable, PATHS } from "./structure.ts";
