/**
 * One line a request, whatever became of it.
 * @module
 */

import type { MiddlewareHandler } from "hono";
import type { Clock } from "./clock.ts";
import { serviceLogger } from "./log.ts";
import type { AppEnv } from "./request_context.ts";
import { routeLabel } from "./route_label.ts";

/** Probes and scrapes come every few seconds; they are noise below `debug`. */
const QUIET = new Set(["/livez", "/readyz", "/health", "/metrics"]);

/**
 * Logs method, route, path, status and duration: 5xx as error, 4xx and below as
 * info, probes as debug. Never a body, a query or a header.
 */
export function accessLog(
  service: string,
  clock: Clock,
): MiddlewareHandler<AppEnv> {
  const log = serviceLogger(service, "access");
  return async function accessLog(c, next) {
    const start = clock.monotonic();
    await next();
    const status = c.res.status;
    const path = c.req.path;
    const line = {
      method: c.req.method,
      route: routeLabel(c),
      path,
      status,
      duration_ms: Math.round((clock.monotonic() - start) * 1000) / 1000,
    };
    if (status >= 500) log.error("Answered", line);
    else if (QUIET.has(path)) log.debug("Answered", line);
    else log.info("Answered", line);
  };
}
