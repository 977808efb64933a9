/**
 * The gateway's variables.
 * @module
 */

import { commonEnv } from "../shared/common_env.ts";
import { integer, number, url, type Values } from "../shared/env.ts";
import { FAULTS_SHOWN, shownOrNot } from "../shared/faults/environment.ts";
import { type Fault, MAX_LATENCY_MS } from "../shared/faults/kinds.ts";

/** One table for parsing, `--help` and the README. */
export const GATEWAY_ENV = {
  ...commonEnv(8080),
  eventsUrl: url("EVENTS_URL", {
    default: "http://events:8081",
    help: "base URL of events",
  }),
  paymentsUrl: url("PAYMENTS_URL", {
    default: "http://payments:8082",
    help: "base URL of payments",
  }),
  notificationsUrl: url("NOTIFICATIONS_URL", {
    default: undefined,
    help: "base URL of notifications; unset = no messages",
  }),
  timeoutMs: integer("GATEWAY_TIMEOUT_MS", {
    default: 5000,
    min: 10,
    max: 120_000,
    help: "total time of one upstream call, connect to last byte",
  }),
  retryMax: integer("RETRY_MAX", {
    default: 3,
    min: 1,
    max: 10,
    help: "attempts of one charge, the first included (Lab 11)",
  }),
  retryBaseDelayMs: integer("RETRY_BASE_DELAY_MS", {
    default: 100,
    min: 0,
    max: 10_000,
    help: "first back-off between attempts (Lab 11)",
  }),
  breakerThreshold: integer("CB_FAILURE_THRESHOLD", {
    default: 5,
    min: 1,
    max: 10_000,
    help: "failures in a row that open the circuit breaker (Lab 11)",
  }),
  breakerCooldownS: number("CB_COOLDOWN_S", {
    default: 30,
    min: 0,
    max: 3600,
    help: "seconds an open circuit waits before it tries again (Lab 11)",
  }),
  rateLimitRps: integer("RATE_LIMIT_RPS", {
    default: 0,
    min: 0,
    max: 1_000_000,
    help: "requests a second, per path and process; 0 = no limit (Lab 11)",
  }),
  faultRate: number("GATEWAY_FAULT_RATE", {
    default: 0,
    min: 0,
    max: 1,
    help: "chance of an injected 500 on a business route",
  }),
  faultLatencyMs: integer("GATEWAY_FAULT_LATENCY_MS", {
    default: 0,
    min: 0,
    max: MAX_LATENCY_MS,
    help: "injected delay of business routes",
  }),
  faultsShown: FAULTS_SHOWN,
};

/** The gateway's settings, checked. */
export type GatewayConfig = Values<typeof GATEWAY_ENV>;

/** The faults that the variables ask for: the bad canary of Lab 7. */
export function faultsOfEnvironment(
  { faultRate, faultLatencyMs, faultsShown = "yes" }:
    & Pick<GatewayConfig, "faultRate" | "faultLatencyMs">
    & Partial<Pick<GatewayConfig, "faultsShown">>,
): readonly Fault[] {
  return shownOrNot(faultsShown, [
    { kind: "latency", latency_ms: faultLatencyMs, rate: 1 },
    { kind: "error", status: 500, rate: faultRate },
  ]);
}
