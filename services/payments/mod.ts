/**
 * What payments shows to tools outside `services/`.
 * @module
 */

export { PAYMENTS_ENV } from "./config.ts";
export { chargesTotal } from "./metrics.ts";
