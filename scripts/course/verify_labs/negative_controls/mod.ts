/**
 * Negative controls: checks that must not pass while customers, tickets or
 * Prometheus are missing.
 * @module
 */

export { keptOutagesTable } from "./rows.ts";
