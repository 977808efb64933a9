/**
 * The alert receiver as an HTTP service: a webhook that alerts are sent to, and a page
 * and a list that show what has arrived. It stands where a pager or a chat
 * would, without an account anywhere.
 * @module
 */

import { createRoute, z } from "@hono/zod-openapi";
import { Counter } from "prom-client";
import type { Clock } from "../../../services/shared/mod.ts";
import {
  createServiceApp,
  invalidInput,
  jsonBody,
  type ServiceApp,
  serviceLogger,
} from "../../../services/mod.ts";
import { Notification, ReceivedAlerts } from "./alert.ts";
import { page } from "./page.ts";

const SERVICE = "alert_receiver"; // metric names begin with it

/** Builds the service; nothing is bound to a port yet. */
export function createAlertReceiver(
  { version, clock }: { readonly version: string; readonly clock: Clock },
): ServiceApp {
  const app = createServiceApp({ service: SERVICE, version, clock });
  const log = serviceLogger(SERVICE, "alerts");
  const received = new ReceivedAlerts();
  const total = new Counter({
    name: "alert_receiver_alerts_total",
    help: "Alerts that have arrived",
    labelNames: ["status"],
    registers: [app.registry],
  });
  for (const status of ["firing", "resolved"]) total.inc({ status }, 0);

  app.hono.openapi(webhook, (c) => {
    const notification = Notification.parse(c.req.valid("json"));
    for (const alert of received.take(notification, clock.now())) {
      const { name, status, labels, annotations, startsAt } = alert;
      total.inc({ status });
      log.info("{alert} is {status}: {summary}", {
        alert: name,
        status,
        summary: annotations.summary ?? "(no summary)",
        severity: labels.severity,
        starts_at: startsAt,
      });
    }
    return c.body(null, 204);
  });
  app.hono.get("/alerts", (c) => {
    const status = Wanted.safeParse(c.req.query("status"));
    if (!status.success) throw invalidInput(status.error, "status");
    const wanted = status.data;
    const alerts = received.all()
      .filter((alert) => wanted === undefined || alert.status === wanted);
    return c.json({ alerts });
  });
  app.hono.delete("/alerts", (c) => {
    received.clear();
    return c.body(null, 204);
  });
  app.hono.get("/", (c) => c.html(page(received.all(), clock.now())));
  return app;
}

const webhook = createRoute({
  method: "post",
  path: "/alerts",
  summary: "Take alerts in, as Grafana and Alertmanager send them",
  middleware: [jsonBody()] as const,
  request: {
    body: {
      required: true,
      content: { "application/json": { schema: Notification } },
    },
  },
  responses: { 204: { description: "Taken" } },
});

/** `?status=` of the list. */
const Wanted = z.enum(["firing", "resolved"]).optional();
