/**
 * The gateway, put together.
 * @module
 */

import type { Clock } from "../shared/clock.ts";
import { COMMON_KINDS } from "../shared/faults/kinds.ts";
import { createFaults } from "../shared/faults/faults.ts";
import { faultsMiddleware } from "../shared/faults/middleware.ts";
import { mountFaults } from "../shared/faults/routes.ts";
import type { Loop } from "../shared/loop.ts";
import { createServiceApp, type ServiceApp } from "../shared/service_app.ts";
import { mountRoutes } from "./routes.ts";
import { faultsOfEnvironment, type GatewayConfig } from "./config.ts";
import { createEventsClient } from "./events_client.ts";
import { checkHealth } from "./health.ts";
import { createGatewayMetrics } from "./metrics.ts";
import { createNotifications } from "./notify.ts";
import { createPay } from "./pay.ts";
import { createPaymentsClient } from "./payments_client.ts";
import {
  callWithRetry,
  CircuitBreaker,
  composeResilience,
  RateLimiter,
} from "./resilience/mod.ts";
import { startSettling } from "./settle.ts";
import {
  createUpstream,
  type Upstream,
  type UpstreamOptions,
} from "./upstream.ts";

/** The things that the gateway needs from its process. */
export interface GatewayEnvironment {
  readonly clock: Clock;
  /** Draws from [0, 1). */
  readonly random: () => number;
  readonly newId: () => string;
  readonly fetch: UpstreamOptions["fetch"];
  readonly connect?: UpstreamOptions["connect"];
}

/** A gateway that can answer requests. */
export interface Gateway {
  readonly app: ServiceApp;
  /** Starts the loop that brings abandoned payments to an end. */
  startSettling(): void;
  close(): Promise<void>;
}

/** Builds a gateway. It connects to nothing until it is asked. */
export function createGateway(
  config: GatewayConfig,
  { clock, random, newId, fetch, connect }: GatewayEnvironment,
): Gateway {
  function reach(baseUrl: string): Upstream {
    const { timeoutMs } = config;
    return createUpstream({ baseUrl, timeoutMs, clock, fetch, connect });
  }
  const upstreams = {
    events: reach(config.eventsUrl),
    payments: reach(config.paymentsUrl),
    notifications: config.notificationsUrl === undefined
      ? undefined
      : reach(config.notificationsUrl),
  };
  const breaker = new CircuitBreaker({
    name: "payments",
    failureThreshold: config.breakerThreshold,
    cooldownMs: config.breakerCooldownS * 1000,
    clock,
    onTransition: (to) => metrics.circuitMoved(to),
  });
  const faults = createFaults({
    service: "gateway",
    clock,
    random,
    kinds: [...COMMON_KINDS, "notify_loss"],
    environment: faultsOfEnvironment(config),
  });
  const app = createServiceApp({
    service: "gateway",
    version: config.appVersion,
    clock,
    readiness: () => Promise.resolve(!faults.roll("refuse_readiness")),
    health: () => checkHealth({ ...upstreams, circuit: () => breaker.state }),
  });
  app.hono.use(faultsMiddleware(faults));
  mountFaults(app, faults, config.faultsToken);
  const metrics = createGatewayMetrics(app.registry);
  const events = createEventsClient(upstreams.events);
  const retry = {
    maxAttempts: config.retryMax,
    baseDelayMs: config.retryBaseDelayMs,
    clock,
    random,
    count: metrics.retried,
  };
  const pay = createPay({
    events,
    payments: createPaymentsClient(upstreams.payments),
    notifications: createNotifications({
      upstream: upstreams.notifications,
      track: app.track,
      count: metrics.notified,
      lost: () => faults.roll("notify_loss") !== undefined,
    }),
    guard: composeResilience({
      breaker,
      retry: (charge) => callWithRetry(charge, "payments", retry),
    }),
    clock,
    leaseMs: leaseMs(config),
    busyTimeoutMs: config.timeoutMs,
  });
  mountRoutes(app.hono, {
    events,
    pay,
    limit: {
      limiter: new RateLimiter({ limitRps: config.rateLimitRps, clock }),
      limitRps: config.rateLimitRps,
      count: metrics.limited,
    },
  });

  let settling: Loop | undefined;
  return {
    app,
    startSettling() {
      const { unsettled } = events;
      settling ??= startSettling({ unsettled, pay, clock, random, newId });
    },
    async close() {
      await settling?.stop();
    },
  };
}

/** Longest lease that is asked for (ms). */
const MAX_LEASE_MS = 60_000;

/**
 * How long a fence must be ours: the charge with all its attempts and
 * back-offs, the confirm, and a second for the way. A lease that is too short
 * costs a needless charge attempt with the same key, never a second charge; one
 * that is too long lets the customer of a dead gateway wait.
 */
export function leaseMs(
  { timeoutMs, retryMax, retryBaseDelayMs }: Pick<
    GatewayConfig,
    "timeoutMs" | "retryMax" | "retryBaseDelayMs"
  >,
): number {
  const backOffs = retryBaseDelayMs * (2 ** (retryMax - 1) + retryMax);
  return Math.min(MAX_LEASE_MS, (retryMax + 1) * timeoutMs + backOffs + 1000);
}
