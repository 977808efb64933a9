/**
 * A measure as the PromQL that a real Prometheus answers.
 * @module
 */

import type { MetricsProvider } from "../probe_providers.ts";

/** The query, over a window in seconds. */
export function promqlOf(provider: MetricsProvider, windowS: number): string {
  const range = `[${Math.max(1, Math.round(windowS))}s]`;
  const { of } = provider;
  switch (provider.measure) {
    case "rate":
      return `sum(rate(${of}${range})) or vector(0)`;
    case "increase":
      return `sum(increase(${of}${range})) or vector(0)`;
    case "ratio": {
      const all = `sum(increase(${provider.to}${range}))`;
      return `(sum(increase(${of}${range})) or vector(0)) / ` +
        `(${all} >= ${provider.minimum})`;
    }
    case "quantile":
      return `histogram_quantile(${provider.q}, ` +
        `sum by (le) (rate(${bucketsOf(of)}${range})))`;
    case "value":
      return `sum(${of})`;
  }
}

function bucketsOf(of: string): string {
  const brace = of.indexOf("{");
  return brace < 0
    ? `${of}_bucket`
    : `${of.slice(0, brace)}_bucket${of.slice(brace)}`;
}
