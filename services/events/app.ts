/**
 * The events service, put together: it knows what is on sale, what is held and
 * what is sold.
 * @module
 */

import type { Faults } from "../shared/faults/faults.ts";
import { faultsMiddleware } from "../shared/faults/middleware.ts";
import { mountFaults } from "../shared/faults/routes.ts";
import { createServiceApp, type ServiceApp } from "../shared/service_app.ts";
import { mountEventRoutes } from "./event_routes.ts";
import { skewMs, smallPool } from "./faults.ts";
import type { Gate } from "./gate.ts";
import { answers, checkHealth } from "./health.ts";
import type { Holds } from "./holds.ts";
import { createEventsMetrics } from "./metrics.ts";
import type { Orders } from "./orders.ts";
import { mountReservationRoutes } from "./reservation_routes.ts";
import { createShop } from "./shop.ts";
import { staleReads } from "./stale_reads.ts";

/** The dependencies of events. */
export interface EventsOptions {
  readonly version: string;
  readonly newId: () => string;
  /** Its faults; their clock is the service's. */
  readonly faults: Faults;
  /** Bearer token of `/faults`; undefined = no such path. */
  readonly faultsToken: string | undefined;
  /** How long a hold lives (ms). */
  readonly ttlMs: number;
  readonly holds: Holds;
  readonly orders: Orders;
  /** The gate before the database's pool. */
  readonly gate: Pick<Gate, "inside" | "waiting" | "timeouts">;
  /** Size of that pool. */
  readonly poolMax: number;
}

/** Builds the service; nothing is bound to a port yet. */
export function createEventsApp(options: EventsOptions): ServiceApp {
  const { faults, holds, orders } = options;
  const { clock } = faults;
  const app = createServiceApp({
    service: faults.service,
    version: options.version,
    clock,
    health: () =>
      checkHealth({ clock, postgres: orders.ready, redis: holds.ping }),
    readiness: async () =>
      !faults.roll("refuse_readiness") && await answers(clock, orders.ready),
  });
  app.hono.use(faultsMiddleware(faults));
  mountFaults(app, faults, options.faultsToken);
  const shop = createShop({
    holds,
    orders,
    newId: options.newId,
    clock,
    ttlMs: () => Math.max(1, options.ttlMs + skewMs(faults)),
    track: app.track,
  });
  const sold = createEventsMetrics({
    registry: app.registry,
    clock,
    activeReservations: holds.count,
    gate: options.gate,
    poolMax: () => smallPool(faults) ?? options.poolMax,
  });
  const reads = staleReads(shop, faults);
  mountEventRoutes(app.hono, { ...reads, reserve: shop.reserve });
  mountReservationRoutes(app.hono, shop, sold);
  return app;
}
