/**
 * Reports of a load, for people.
 * @module
 */

export { failedPercent, stepRow, stepsTable } from "./steps_table.ts";
