/**
 * What the gateway shows to tools outside `services/`.
 * @module
 */

export { createGatewayMetrics } from "./metrics.ts";
