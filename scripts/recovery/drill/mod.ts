/**
 * Recovery drills: a backup restored beside the live shop, checked and timed.
 * @module
 */

export { drill } from "./drill.ts";
export { brokenInvariants } from "./invariants.ts";
export { newestOrder, ordersUntil } from "./live_orders.ts";
export { type Check, type Result, resultSchema } from "./result.ts";
export { writeResult } from "./results_folder.ts";
export { backupSource, fileSource, type Source } from "./source.ts";
export * as rung from "./checks.ts";
