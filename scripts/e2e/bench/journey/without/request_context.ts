/**
 * Gives requests their ids, but no log line below them knows it.
 * @module
 */

import type { MiddlewareHandler } from "hono";

/** Stands for the context of a request. */
export function requestContext(): MiddlewareHandler {
  return (c, next) => {
    c.set("requestId", crypto.randomUUID());
    return next();
  };
}

/** Headers that a call to another service carries on from this request. */
export function forwardedHeaders(id: string): Record<string, string> {
  return { "X-Request-Id": id };
}
