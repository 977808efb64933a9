/**
 * Where an experiment runs.
 * @module
 */

export { devTarget } from "./dev.ts";
