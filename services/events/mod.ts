/**
 * What events shows to tools outside `services/`.
 * @module
 */

export { EVENTS_ENV } from "./config.ts";
export { type Migration, MIGRATIONS } from "./migrations/mod.ts";
export { createEventsMetrics } from "./metrics.ts";
