/**
 * The RED metrics of a service: `@hono/prometheus` with the contract's names.
 * Buckets are the contract's; 0.5 is the edge of the latency objective.
 * @module
 */

import { prometheus } from "@hono/prometheus";
import type { Context, MiddlewareHandler, Next } from "hono";
import type { Registry } from "prom-client";
import type { AppEnv } from "./request_context.ts";
import { methodLabel, routeLabel } from "./route_label.ts";

/** Upper bounds in seconds, the same in every service. */
const LATENCY_BUCKETS: readonly number[] = [
  0.005,
  0.01,
  0.025,
  0.05,
  0.075,
  0.1,
  0.25,
  0.5,
  0.75,
  1,
  2.5,
  5,
  7.5,
  10,
];

/**
 * Counts every answer into `{service}_requests_total` and times it into
 * `{service}_request_duration_seconds`. Mount it after the probes, which are
 * not to be counted.
 */
export function httpMetrics(
  service: string,
  registry: Registry,
): MiddlewareHandler<AppEnv> {
  const labels = { method: methodLabel, path: routeLabel };
  const requestsTotal = {
    name: `${service}_requests_total`,
    help: "HTTP requests answered",
    customLabels: labels,
  };
  // A variable, since the library's type forgets that a histogram has buckets.
  const requestDuration = {
    name: `${service}_request_duration_seconds`,
    help: "Time from a request's arrival to its answer in seconds",
    buckets: [...LATENCY_BUCKETS],
    // An empty label is an absent one to Prometheus: durations are kept by
    // method and path, not once more by status.
    customLabels: { ...labels, status: () => "" },
  };
  const { registerMetrics } = prometheus({
    registry,
    metricOptions: { requestsTotal, requestDuration },
  });
  return registerMetrics;
}

/**
 * Turns a thrown value that is no Error into one. Hono lets it reject past the
 * metrics, which would then count the untouched response as a 200.
 */
export async function throwOnlyErrors(
  _c: Context,
  next: Next,
): Promise<void> {
  try {
    await next();
  } catch (thrown) {
    throw thrown instanceof Error ? thrown : new Error(String(thrown));
  }
}
