/**
 * What a lecture has, for documents that count it.
 * @module
 */

export { parseClaims } from "./claims.ts";
export { parseDeck } from "./deck.ts";
export { type Counts, countsOf, countsTable, PATHS } from "./structure.ts";
