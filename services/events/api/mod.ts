/**
 * The answers of events, as OpenAPI, for tools outside `services/`.
 * @module
 */

import { systemClock as clock } from "../../shared/clock.ts";
import { createEventsApp } from "../app.ts";
import { eventsFaults } from "../faults.ts";
import { memoryHolds } from "../holds_memory.ts";
import { memoryOrders } from "../orders_memory.ts";

/** The document that `/openapi.json` has, with the fault switches. */
export function eventsApi(): unknown {
  const app = createEventsApp({
    version: "dev",
    newId: () => crypto.randomUUID(),
    faults: eventsFaults({ clock, random: Math.random }),
    faultsToken: "unused",
    ttlMs: 300_000,
    holds: memoryHolds(clock),
    orders: memoryOrders(clock, []),
    gate: { inside: 0, waiting: 0, timeouts: 0 },
    poolMax: 0,
  });
  return app.hono.getOpenAPI31Document({
    openapi: "3.1.0",
    info: { title: "QuickTicket events", version: "dev" },
  });
}
