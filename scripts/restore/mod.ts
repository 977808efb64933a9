/**
 * Restoring, for other tools.
 * @module
 */

export { loadDump, restoreProblems } from "./restore.ts";
