/**
 * The parts of events that tools outside `services/` may use.
 * @module
 */

export { EVENTS_ENV } from "./config.ts";
export { type Migration, MIGRATIONS } from "./migrations/mod.ts";
export { createEventsMetrics } from "./metrics.ts";
