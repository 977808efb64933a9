/**
 * The load generator's engine: a plan of arrivals, and the load that follows it.
 * @module
 */

export { runLoad } from "./load.ts";
