/**
 * Whether visitors use the shop. Without requests no hypothesis is proved.
 * @module
 */

import { ask, type ProbeContext, windowOf } from "./ask.ts";
import type { MetricsProvider } from "../model/probe_providers.ts";

const REQUESTS: MetricsProvider = {
  type: "metrics",
  measure: "rate",
  service: "gateway",
  of: "gateway_requests_total",
  window: 4,
  minimum: 0,
};

/** The metrics that {@link trafficNow} reads. */
export const TRAFFIC_METRIC = "gateway_requests_total";

/**
 * Requests a second at the gateway, without those of the experiment itself;
 * undefined when it is unknown.
 */
export async function trafficNow(
  context: ProbeContext,
  signal: AbortSignal,
): Promise<number | undefined> {
  const { value } = await ask(REQUESTS, context, signal);
  if (typeof value !== "number") return undefined;
  const windowMs = windowOf(REQUESTS.window, context.speed);
  return Math.max(0, value - 1000 * context.own.within(windowMs) / windowMs);
}
