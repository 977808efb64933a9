/**
 * The parts of payments that tools outside `services/` may use.
 * @module
 */

export { PAYMENTS_ENV } from "./config.ts";
export { chargesTotal } from "./metrics.ts";
