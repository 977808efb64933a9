/**
 * The notifications service: tells people about their orders. Here it only says
 * that it did, slowly and not always if it is asked to.
 * @module
 */

import { createRoute, z } from "@hono/zod-openapi";
import { Counter } from "prom-client";
import { json, problem } from "../shared/api_schemas.ts";
import type { Clock } from "../shared/clock.ts";
import { COMMON_KINDS } from "../shared/faults/kinds.ts";
import { createFaults } from "../shared/faults/faults.ts";
import { faultsMiddleware } from "../shared/faults/middleware.ts";
import { mountFaults } from "../shared/faults/routes.ts";
import { serviceLogger } from "../shared/log.ts";
import { Problem } from "../shared/problem.ts";
import { createServiceApp, type ServiceApp } from "../shared/service_app.ts";
import { jsonBody } from "../shared/validation.ts";

const SERVICE = "notifications";
const RESULTS = ["success", "failed"] as const;

/** What notifications needs from outside. */
export interface NotificationsOptions {
  readonly version: string;
  readonly clock: Clock;
  /** Draws in [0, 1). */
  readonly random: () => number;
  /** Chance 0..1 that a notification fails. */
  readonly failureRate: number;
  /** Delay before every notification (ms). */
  readonly latencyMs: number;
  /** Bearer token of `/faults`; undefined = no such path. */
  readonly faultsToken: string | undefined;
}

const text = z.string().min(1, "must not be empty").max(200);

const notify = createRoute({
  method: "post",
  path: "/notify",
  summary: "Tell somebody about an order",
  middleware: [jsonBody()] as const,
  request: {
    body: {
      required: true,
      content: {
        "application/json": {
          schema: z.looseObject({ event: text, order_id: text }),
        },
      },
    },
  },
  responses: {
    200: json(z.object({ status: z.literal("sent") }), "Sent"),
    400: problem("Not JSON, or an empty field"),
    415: problem("Not sent as JSON"),
    422: problem("A field is missing or of the wrong type"),
    500: problem("It could not be sent"),
  },
});

/** Builds the service; nothing is bound to a port yet. */
export function createNotificationsApp(
  options: NotificationsOptions,
): ServiceApp {
  const { version, clock, random, failureRate, latencyMs } = options;
  const faults = createFaults({
    service: SERVICE,
    clock,
    random,
    kinds: [...COMMON_KINDS, "notify_loss"],
  });
  const app = createServiceApp({
    service: SERVICE,
    version,
    clock,
    readiness: () => Promise.resolve(!faults.roll("refuse_readiness")),
  });
  app.hono.use(faultsMiddleware(faults));
  const log = serviceLogger(SERVICE, "notify");
  const total = new Counter({
    name: "notifications_notify_total",
    help: "Notifications by what became of them",
    labelNames: ["result"],
    registers: [app.registry],
  });
  for (const result of RESULTS) total.inc({ result }, 0);

  app.hono.openapi(notify, async (c) => {
    const { event, order_id } = c.req.valid("json");
    if (latencyMs > 0) await clock.sleep(latencyMs);
    if (random() < failureRate || faults.roll("notify_loss")) {
      total.inc({ result: "failed" });
      log.warning("Could not tell about {event}", { event, order_id });
      throw new Problem(500, "The notification could not be sent");
    }
    total.inc({ result: "success" });
    log.info("Told about {event}", { event, order_id });
    return c.json({ status: "sent" } as const, 200);
  });
  mountFaults(app, faults, options.faultsToken);
  return app;
}
