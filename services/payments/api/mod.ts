/**
 * The answers of payments, as OpenAPI, for tools outside `services/`.
 * @module
 */

import { systemClock } from "../../shared/clock.ts";
import { createPaymentsApp } from "../app.ts";

/** The document that `/openapi.json` has, with the fault switches. */
export function paymentsApi(): unknown {
  const app = createPaymentsApp({
    version: "dev",
    clock: systemClock,
    random: Math.random,
    environment: [],
    faultsToken: "unused",
  });
  return app.hono.getOpenAPI31Document({
    openapi: "3.1.0",
    info: { title: "QuickTicket payments", version: "dev" },
  });
}
