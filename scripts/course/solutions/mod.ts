/**
 * Solutions of labs that are generated from code.
 * @module
 */

export { alertingFiles } from "./lab6_alerting.ts";
