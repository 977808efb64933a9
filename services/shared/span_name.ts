/**
 * Names the span that Deno makes of a request. Without `OTEL_DENO=true` there
 * is no span and this does nothing.
 * @module
 */

import { trace } from "@opentelemetry/api";
import type { Context, Next } from "hono";
import type { AppEnv } from "./request_context.ts";
import { routeLabel } from "./route_label.ts";

/**
 * "POST /events/{id}/reserve" instead of "POST", and the request id, by which
 * the trace is found from a log line. The route is known only afterwards.
 */
export async function spanName(
  c: Context<AppEnv>,
  next: Next,
): Promise<void> {
  await next();
  const span = trace.getActiveSpan();
  const route = routeLabel(c);
  if (span === undefined || route === "unmatched") return;
  span.updateName(`${c.req.method} ${route}`);
  span.setAttribute("http.route", route);
  span.setAttribute("quickticket.request_id", c.get("requestId"));
}
