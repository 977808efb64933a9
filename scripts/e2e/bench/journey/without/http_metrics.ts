/**
 * Counts nothing.
 * @module
 */

import type { MiddlewareHandler } from "hono";

/** Stands for the metrics of requests. */
export function httpMetrics(): MiddlewareHandler {
  return (_c, next) => next();
}

/** Stands for its companion. */
export function throwOnlyErrors(
  _c: unknown,
  next: () => Promise<void>,
): Promise<void> {
  return next();
}
