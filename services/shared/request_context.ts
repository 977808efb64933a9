/**
 * The context of a request from its headers: its id and its trace.
 * @module
 */

import { trace } from "@opentelemetry/api";
import type { MiddlewareHandler } from "hono";
import type { Connection } from "./connections.ts";
import { withContext } from "./log.ts";

/** Typed variables of every request. */
export interface AppEnv {
  Bindings: {
    /** The connection that it came on; none in tests without a socket. */
    connection?: Connection;
  };
  Variables: {
    /** Found in `X-Request-Id`, or made. */
    requestId: string;
    /** W3C trace context as the client sent it, to be passed on. */
    traceparent: string | undefined;
  };
}

const ACCEPTED_ID = /^[A-Za-z0-9._-]{1,128}$/;
const TRACEPARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}/;

/**
 * Gives each request its id: on the answer, on every log line below it.
 * A client's own id is kept when it is 1..128 of `[A-Za-z0-9._-]`, so that no
 * client can write line breaks into the log.
 */
export function requestContext(
  newId: () => string = () => crypto.randomUUID(),
): MiddlewareHandler<AppEnv> {
  return async function requestContext(c, next) {
    const offered = c.req.header("x-request-id");
    const id = offered !== undefined && ACCEPTED_ID.test(offered)
      ? offered
      : newId();
    c.set("requestId", id);
    c.set("traceparent", traceparentOf(c.req.header("traceparent")));
    await withContext({ request_id: id }, next);
    c.res.headers.set("X-Request-Id", id);
  };
}

/** With OpenTelemetry on, Deno itself passes on the span it has made of it. */
function traceparentOf(header: string | undefined): string | undefined {
  return header && TRACEPARENT.test(header) && !trace.getActiveSpan()
    ? header
    : undefined;
}

/** Headers that a call to another service carries on from this request. */
export function forwardedHeaders(
  requestId: string,
  traceparent: string | undefined,
): Record<string, string> {
  return traceparent === undefined
    ? { "X-Request-Id": requestId }
    : { "X-Request-Id": requestId, traceparent };
}
