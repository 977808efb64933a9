/**
 * Restoring, for other tools.
 * @module
 */

export { analyze, loadDump, restoreProblems } from "./restore.ts";
export { tablesIn } from "./restore.ts";
export { type Databases, databasesOf } from "./swap.ts";
