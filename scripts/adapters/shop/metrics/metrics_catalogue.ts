/**
 * Every metric there is, from the code that registers it: documents name
 * metrics, and one that does not exist teaches nothing.
 * @module
 */

import type { MetricObject, Registry } from "prom-client";
import { z } from "zod";
import { createEventsMetrics } from "../../../../services/events/mod.ts";
import { createGatewayMetrics } from "../../../../services/gateway/mod.ts";
import { chargesTotal } from "../../../../services/payments/mod.ts";
import { systemClock as clock } from "../../../../services/shared/mod.ts";
import {
  COMMON_KINDS,
  createFaults,
  createServiceApp,
  mountFaults,
  registerProcessMetrics,
  watchEventLoopLag,
} from "../../../../services/mod.ts";

/** A metric as Prometheus knows it. */
export interface MetricInfo {
  readonly name: string;
  readonly type: string;
  readonly labels: readonly string[];
  readonly help: string;
  /** Services that have it. */
  readonly services: readonly string[];
}

/** The own metrics of each service. */
const OWN: Readonly<Record<string, (registry: Registry) => unknown>> = {
  gateway: createGatewayMetrics,
  events: (registry) =>
    createEventsMetrics({
      registry,
      clock,
      activeReservations: () => Promise.resolve(0),
      gate: { inside: 0, waiting: 0, timeouts: 0 },
      poolMax: () => 0,
    }),
  payments: chargesTotal,
};

/** prom-client keeps them on each metric and has no word for it. */
const Described = z.object({
  name: z.string(),
  help: z.string(),
  labelNames: z.array(z.string()),
});

/** Labels of the library that http_metrics.ts leaves out of its answer. */
const HIDDEN: readonly string[] = ["le", "ok", "route"];

/** All metrics of the services, by name. */
export function metricsCatalogue(): readonly MetricInfo[] {
  const found = new Map<string, MetricInfo>();
  for (const [service, register] of Object.entries(OWN)) {
    for (const metric of registryOf(service, register).getMetricsAsArray()) {
      const { name, type, labels, help } = infoOf(metric);
      const services = [...found.get(name)?.services ?? [], service];
      found.set(name, { name, type, labels, help, services });
    }
  }
  return [...found.values()].toSorted((a, b) => a.name < b.name ? -1 : 1);
}

function infoOf(metric: MetricObject): Omit<MetricInfo, "services"> {
  const { name, help, labelNames } = Described.parse(metric);
  const type = metric.constructor.name.toLowerCase();
  const hidden = type === "histogram" ? [...HIDDEN, "status"] : HIDDEN;
  const labels = [...new Set(labelNames)]
    .filter((label) => !hidden.includes(label)).toSorted();
  return { name, help, labels, type };
}

/** As {@link "../../services/shared/run_service.ts"} puts it together. */
function registryOf(
  service: string,
  register: (registry: Registry) => unknown,
): Registry {
  const app = createServiceApp({ service, version: "", clock });
  const faults = createFaults({
    service,
    clock,
    random: Math.random,
    environment: [],
    kinds: COMMON_KINDS,
  });
  mountFaults(app, faults, undefined);
  register(app.registry);
  const process = { residentBytes: () => 0, cpuSeconds: () => 0 };
  const { registry } = app;
  registerProcessMetrics({ service, version: "", registry, process });
  void watchEventLoopLag(registry, clock, AbortSignal.abort());
  return registry;
}
