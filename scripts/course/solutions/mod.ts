/**
 * Solutions of labs that are generated from code.
 * @module
 */

export { solutions } from "./command.ts";
