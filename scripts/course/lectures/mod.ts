/**
 * What a lecture has, for documents that count it.
 * @module
 */

export { parseDeck } from "./deck.ts";
export { type Counts, countsOf, countsTable, PATHS } from "./structure.ts";
