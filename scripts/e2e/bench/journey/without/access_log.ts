/**
 * Logs nothing.
 * @module
 */

import type { MiddlewareHandler } from "hono";

/** Stands for the access log. */
export function accessLog(): MiddlewareHandler {
  return (_c, next) => next();
}
