/**
 * The gateway's own counters. Every label value is known here and starts at 0,
 * so that a rate over them works from the first scrape on; only the 5xx series
 * of `gateway_requests_total` appear with the first 5xx, as the labs teach.
 * @module
 */

import { Counter, type Registry } from "prom-client";
import {
  CIRCUIT_STATES,
  type CircuitState,
} from "./resilience/circuit_breaker.ts";
import { RETRY_RESULTS, type RetryResult } from "./resilience/retry.ts";

/** The routes that people use; what can be limited. */
export const BUSINESS_PATHS = [
  "/events",
  "/events/{id}",
  "/events/{id}/reserve",
  "/reserve/{id}/pay",
] as const;

/** How telling notifications about an order ended. */
const NOTIFY_RESULTS = ["success", "failed"] as const;

/** One of {@link NOTIFY_RESULTS}. */
export type NotifyResult = (typeof NOTIFY_RESULTS)[number];

/** The metrics that the gateway counts. */
export interface GatewayMetrics {
  /** `gateway_retry_total{target,result}` */
  retried(target: string, result: RetryResult): void;
  /** `gateway_circuit_breaker_transitions_total{to}` */
  circuitMoved(to: CircuitState): void;
  /** `gateway_rate_limit_rejections_total{path}` */
  limited(path: string): void;
  /** `gateway_notify_total{result}` */
  notified(result: NotifyResult): void;
}

/** Registers the counters, all at 0. */
export function createGatewayMetrics(registry: Registry): GatewayMetrics {
  const registers = [registry];
  const retries = new Counter({
    name: "gateway_retry_total",
    help: "Outcomes of attempts to call an upstream",
    labelNames: ["target", "result"],
    registers,
  });
  const transitions = new Counter({
    name: "gateway_circuit_breaker_transitions_total",
    help: "Changes of the payments circuit's state",
    labelNames: ["to"],
    registers,
  });
  const rejections = new Counter({
    name: "gateway_rate_limit_rejections_total",
    help: "Requests answered 429",
    labelNames: ["path"],
    registers,
  });
  const notifications = new Counter({
    name: "gateway_notify_total",
    help: "Orders sent to notifications",
    labelNames: ["result"],
    registers,
  });
  for (const result of RETRY_RESULTS) {
    retries.inc({ target: "payments", result }, 0);
  }
  for (const to of CIRCUIT_STATES) transitions.inc({ to }, 0);
  for (const path of BUSINESS_PATHS) rejections.inc({ path }, 0);
  for (const result of NOTIFY_RESULTS) notifications.inc({ result }, 0);
  return {
    retried: (target, result) => retries.inc({ target, result }),
    circuitMoved: (to) => transitions.inc({ to }),
    limited: (path) => rejections.inc({ path }),
    notified: (result) => notifications.inc({ result }),
  };
}
