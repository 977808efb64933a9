/**
 * For programs outside `services/`: how a service is built and run, and the
 * shapes of what it answers.
 * @module
 */

export { commonEnv } from "./shared/common_env.ts";
export { createFaults } from "./shared/faults/faults.ts";
export { mountFaults } from "./shared/faults/routes.ts";
export { serviceLogger } from "./shared/log.ts";
export {
  registerProcessMetrics,
  watchEventLoopLag,
} from "./shared/process_metrics.ts";
export { runService } from "./shared/run_service.ts";
export { createServiceApp, type ServiceApp } from "./shared/service_app.ts";
export { invalidInput, jsonBody } from "./shared/validation.ts";
export { EventView, Order, Reservation } from "./shared/api_schemas.ts";
export { COMMON_KINDS, type FaultKind } from "./shared/faults/kinds.ts";
