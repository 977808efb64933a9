/**
 * Never raises a fault.
 * @module
 */

import type { MiddlewareHandler } from "hono";

/** Stands for the faults of a service. */
export function faultsMiddleware(): MiddlewareHandler {
  return (_c, next) => next();
}
