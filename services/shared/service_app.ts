/**
 * The part of a service that every service has: ids, logs, metrics, probes,
 * problem details, documentation. A service adds its routes to `hono`.
 *
 * The order of the middleware is the order of the promises it keeps: counting
 * in flight sees everything; the id comes before the first log line; probes
 * stand before the metrics, which must not count them; metrics see every
 * answer below them, thrown errors included.
 * @module
 */

import { OpenAPIHono } from "@hono/zod-openapi";
import { HTTPException } from "hono/http-exception";
import { Registry } from "prom-client";
import { accessLog } from "./access_log.ts";
import { createBodyReader } from "./body_reader.ts";
import type { Clock } from "./clock.ts";
import { docsPage } from "./docs_page.ts";
import { httpMetrics, throwOnlyErrors } from "./http_metrics.ts";
import { serviceLogger } from "./log.ts";
import { notFound } from "./method_not_allowed.ts";
import { type HealthReport, mountProbes } from "./probes.ts";
import { Problem, problemResponse } from "./problem.ts";
import { type AppEnv, requestContext } from "./request_context.ts";
import { spanName } from "./span_name.ts";
import { validationHook } from "./validation.ts";

/** A service's description of itself. */
export interface ServiceAppOptions {
  /** The name, also the prefix of its metrics, e.g. `payments`. */
  readonly service: string;
  readonly version: string;
  readonly clock: Clock;
  /** Own readiness; default: ready as long as it is up. */
  readonly readiness?: () => Promise<boolean>;
  /** The answer of `/health`; healthy by default. */
  readonly health?: () => Promise<HealthReport>;
}

/** A service that can answer requests; nothing is bound to a port yet. */
export interface ServiceApp {
  /** Add routes here with `openapi(createRoute(...), handler)`. */
  readonly hono: OpenAPIHono<AppEnv>;
  /** The service's own metrics go here. */
  readonly registry: Registry;
  /** Requests that have not been answered yet. */
  inFlight(): number;
  /** Requests whose body has not been read to its end yet. */
  readingBodies(): number;
  /** Answers 408 where a body is late; to be called a few times a second. */
  giveUpOnLateBodies(): void;
  /** Answers 408 wherever a body is awaited, now and from now on. */
  giveUpOnBodies(): void;
  /** From here on `/readyz` says no and connections are not kept open. */
  startDraining(): void;
  /**
   * Work that goes on after its answer. It must not reject unhandled: a failure
   * is logged here. {@link ServiceApp.settled} waits for it.
   */
  track(work: Promise<unknown>): void;
  /** Resolves when all tracked work has ended. */
  settled(): Promise<void>;
}

/** Builds an app with everything common mounted. No side effects. */
export function createServiceApp(options: ServiceAppOptions): ServiceApp {
  const { service, version, clock } = options;
  const registry = new Registry();
  const hono = new OpenAPIHono<AppEnv>({ defaultHook: validationHook });
  const log = serviceLogger(service, "app");
  const background = new Set<Promise<void>>();
  const bodies = createBodyReader(clock);
  let inFlight = 0;
  let draining = false;

  hono.use(async function countInFlight(c, next) {
    inFlight++;
    try {
      await next();
    } finally {
      inFlight--;
    }
    if (draining) c.res.headers.set("Connection", "close");
  });
  hono.use(requestContext());
  hono.use(spanName);
  hono.use(accessLog(service, clock));
  mountProbes(hono, {
    service,
    version,
    registry,
    ready: async () => !draining && await (options.readiness?.() ?? true),
    health: options.health ?? healthy,
  });
  mountDocs(hono, service, version);
  hono.use(httpMetrics(service, registry));
  hono.use(throwOnlyErrors);
  hono.use(bodies.middleware);
  hono.notFound(notFound(hono));
  hono.onError((error, c) => {
    if (error instanceof Problem) {
      if (error.cause) log.debug("Refused: {detail}", refusal(error));
      return problemResponse(c, error);
    }
    if (error instanceof HTTPException) { // Hono's own, e.g. of a bad header
      return problemResponse(c, new Problem(error.status, error.message));
    }
    log.error("Failed on an unexpected error", {
      error,
      stack: error.stack,
    });
    const detail = "Something unexpected went wrong; the log knows more";
    return problemResponse(c, new Problem(500, detail));
  });

  return {
    hono,
    registry,
    inFlight: () => inFlight,
    readingBodies: () => bodies.reading,
    giveUpOnLateBodies: bodies.giveUpOnLate,
    giveUpOnBodies: bodies.giveUp,
    startDraining: () => draining = true,
    track(work) {
      const done = work.then(() => {}, (error: unknown) => {
        log.error("Background work failed", { error });
      }).finally(() => background.delete(done));
      background.add(done);
    },
    async settled() {
      while (background.size > 0) await Promise.all(background);
    },
  };
}

function mountDocs(
  hono: OpenAPIHono<AppEnv>,
  service: string,
  version: string,
): void {
  const about = {
    openapi: "3.1.0",
    info: { title: `QuickTicket ${service}`, version },
  };
  // Written once, when it is first asked for: to write it takes a millisecond,
  // and a client can ask for it in a few bytes.
  const document = once(() => hono.getOpenAPI31Document(about));
  const text = once(() => JSON.stringify(document()));
  const page = once(() => docsPage(document()));
  hono.get("/openapi.json", (c) => c.body(text(), 200, JSON_TYPE));
  hono.get("/docs", (c) => c.html(page()));
}

const JSON_TYPE = { "Content-Type": "application/json" };

/** Makes a value when it is first asked for, and keeps it. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function healthy(): Promise<HealthReport> {
  return Promise.resolve({ status: 200, body: { status: "healthy" } });
}

function refusal(problem: Problem): Record<string, unknown> {
  return { detail: problem.message, cause: problem.cause };
}
