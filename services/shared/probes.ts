/**
 * The endpoints for machines that watch: process, readiness, health, metrics.
 * They stand before the metrics middleware, so none of them is counted.
 * @module
 */

import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Registry } from "prom-client";
import type { AppEnv } from "./request_context.ts";
import { problemResponse, unavailable } from "./problem.ts";

/** The part of `/health` that is for people. */
export interface HealthReport {
  readonly status: 200 | 503;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Where the probes get their answers from. */
export interface ProbeSources {
  readonly service: string;
  readonly version: string;
  readonly registry: Registry;
  /** The service's own readiness; false while draining. */
  readonly ready: () => Promise<boolean>;
  readonly health: () => Promise<HealthReport>;
}

/** Mounts `/livez`, `/readyz`, `/health` and `/metrics`. */
export function mountProbes(
  app: OpenAPIHono<AppEnv>,
  { service, version, registry, ready, health }: ProbeSources,
): void {
  app.get("/livez", (c) => c.json({ status: "alive", service, version }));
  app.get(
    "/readyz",
    async (c) =>
      await ready() ? c.json({ status: "ready" }) : problemResponse(
        c,
        unavailable(`The ${service} service is not ready`),
      ),
  );
  app.get("/health", async (c) => {
    const { status, body } = await health();
    return c.json(body, status);
  });
  app.get("/metrics", async (c) =>
    c.body(await registry.metrics(), 200, {
      "Content-Type": registry.contentType,
    }));
}
