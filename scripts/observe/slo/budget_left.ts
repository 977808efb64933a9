/**
 * How much of a budget is left, as the rules record it.
 * @module
 */

import type { Prometheus } from "../../adapters/prometheus/mod.ts";

/** A share, below 0 once the promise is broken; undefined before any request. */
export async function budgetLeft(
  prometheus: Prometheus,
  slo: string,
): Promise<number | undefined> {
  const expr = `slo:budget_remaining:ratio{slo="${slo}"}`;
  const [sample] = await prometheus.query(expr);
  return sample?.value;
}
