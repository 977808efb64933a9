/**
 * What payments shows to tools outside `services/`.
 * @module
 */

export { createPaymentsApp, type PaymentsOptions } from "./app.ts";
export { referenceOf } from "./charge.ts";
export { PAYMENTS_ENV, type PaymentsConfig } from "./config.ts";
export { chargesTotal } from "./metrics.ts";
