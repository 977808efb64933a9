/**
 * Restoring, for other tools.
 * @module
 */

export { loadDump } from "./restore.ts";
export { tablesIn } from "./restore.ts";
export { type Databases, databasesOf } from "./swap.ts";
