/**
 * The parts of the gateway that tools outside `services/` may use.
 * @module
 */

export { GATEWAY_ENV } from "./config.ts";
export { createGatewayMetrics } from "./metrics.ts";
