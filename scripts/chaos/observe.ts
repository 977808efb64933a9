/**
 * Looking at the services again and again while an experiment runs.
 * @module
 */

import type { Clock } from "../../services/shared/mod.ts";
import type { Experiment } from "./experiment.ts";
import { metricsOf } from "./probes/measure.ts";
import {
  type MetricsHistory,
  metricsHistory,
} from "./probes/metrics_history.ts";
import type { MetricsProvider } from "./probe_providers.ts";
import type { Target } from "./target.ts";
import { TRAFFIC_METRIC } from "./probes/traffic.ts";

/** An empty history of all that an experiment asks for. */
export function historyFor(
  { "steady-state-hypothesis": { probes }, method, quickticket }: Experiment,
  { clock, target }: {
    readonly clock: Clock;
    readonly target: Target;
  },
): MetricsHistory {
  const providers = [...probes, ...method, ...quickticket.predictions]
    .map(({ provider }) => provider);
  const ours = providers.filter((one): one is MetricsProvider =>
    one.type === "metrics"
  );
  const metrics = new Set([TRAFFIC_METRIC, ...ours.flatMap(metricsOf)]);
  return metricsHistory({
    clock,
    services: [...new Set(["gateway", ...ours.map(({ service }) => service)])],
    wants: (metric) => metrics.has(metric),
    read: (service) => target.metrics(service, AbortSignal.timeout(1000)),
  });
}

/** Does something until it is aborted, with pauses. */
export async function keepDoing(
  work: () => Promise<void>,
  everyMs: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    await work();
    await clock.sleep(everyMs, signal).catch(() => {});
  }
}
