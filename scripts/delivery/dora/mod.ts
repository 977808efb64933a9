/**
 * The DORA metrics, from Git, rollouts and pages.
 * @module
 */

export { deliveredWith } from "./delivered.ts";
export { type Deployment, parseLog } from "./delivery_log.ts";
export { gitOf } from "./history.ts";
export { type Metrics, metricsOf, type Period } from "./metrics.ts";
export { metricsText } from "./render.ts";
