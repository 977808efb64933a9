/**
 * Restoring, for other tools.
 * @module
 */

export { analyze, loadDump, restoreProblems } from "./restore.ts";
