/**
 * `/health` of the gateway: for people, not for probes. Its dependencies are
 * asked at the same time, so that it answers within a second whatever hangs.
 * @module
 */

import type { HealthReport } from "../shared/probes.ts";
import type { CircuitState } from "./resilience/mod.ts";
import { nothing } from "./readers.ts";
import type { Upstream } from "./upstream.ts";

/** Longest wait for a dependency (ms). */
const CHECK_TIMEOUT_MS = 1000;

/** The services to ask. */
export interface HealthSources {
  readonly events: Upstream;
  readonly payments: Upstream;
  /** Undefined: not asked, and not shown. */
  readonly notifications: Upstream | undefined;
  readonly circuit: () => CircuitState;
}

/** `ok`: 200; `degraded`: any other answer; `down`: none. */
type Check = "ok" | "degraded" | "down";

/** Asks all services, but only events and payments decide the result. */
export async function checkHealth(
  { events, payments, notifications, circuit }: HealthSources,
): Promise<HealthReport> {
  const [eventsCheck, paymentsCheck, notificationsCheck] = await Promise.all([
    check(events),
    check(payments),
    notifications && check(notifications),
  ]);
  const healthy = eventsCheck === "ok" && paymentsCheck === "ok";
  return {
    status: healthy ? 200 : 503,
    body: {
      status: healthy ? "healthy" : "degraded",
      checks: {
        events: eventsCheck,
        payments: paymentsCheck,
        ...notificationsCheck && { notifications: notificationsCheck },
        circuit_payments: circuit(),
      },
    },
  };
}

async function check(upstream: Upstream): Promise<Check> {
  const outcome = await upstream({
    method: "GET",
    path: "/health",
    headers: {},
    timeoutMs: CHECK_TIMEOUT_MS,
    read: nothing,
  });
  switch (outcome.kind) {
    case "ok":
      return outcome.status === 200 ? "ok" : "degraded";
    case "refused":
    case "malformed":
      return "degraded";
    case "timeout":
    case "unreachable":
    case "broken":
      return "down";
  }
}
