/**
 * How many orders were sold while a run went on: a shop that sells nothing
 * proves nothing.
 * @module
 */

import { measure } from "./measure.ts";
import type { ProbeContext } from "./ask.ts";
import type { MetricsProvider } from "../probe_providers.ts";

const SOLD: MetricsProvider = {
  type: "metrics",
  measure: "increase",
  service: "gateway",
  of: 'gateway_requests_total{path="/reserve/{id}/pay",status="200"}',
  window: 0,
  minimum: 0,
};

/** Pays answered 200 between the first look and the last; null: none tells. */
export function ordersSeen(
  { history }: Pick<ProbeContext, "history">,
): number | null {
  const looks = history.of(SOLD.service);
  const [from, to] = [looks.at(0)?.at, looks.at(-1)?.at];
  if (from === undefined || to === undefined) return null;
  const { value } = measure(SOLD, looks, { from, to });
  return typeof value === "number" ? value : null;
}
