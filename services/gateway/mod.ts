/**
 * What the gateway shows to tools outside `services/`.
 * @module
 */

export { GATEWAY_ENV } from "./config.ts";
export { createGatewayMetrics } from "./metrics.ts";
