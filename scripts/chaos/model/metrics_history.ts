/**
 * A history of the services' `/metrics`, look after look, so that a probe can
 * ask for the growth in a window without a Prometheus.
 * @module
 */

import type { Clock } from "../../../services/shared/mod.ts";
import {
  type MetricSample,
  parseExposition,
} from "../../adapters/prometheus/mod.ts";

/** The metrics of one process of a service. */
export interface Exposition {
  /** Which process: counters of two must not be mixed. */
  readonly instance: string;
  readonly text: string;
}

/** One look at a service. */
export interface Look {
  /** On the monotonic clock (ms). */
  readonly at: number;
  /** Samples of each process, by their key. */
  readonly instances: ReadonlyMap<string, ReadonlyMap<string, MetricSample>>;
}

/** The looks so far. */
export interface MetricsHistory {
  /** Those at a service, oldest first; only looks that were answered. */
  of(service: string): readonly Look[];
  /** Looks once at every service, now. */
  look(): Promise<void>;
}

interface HistoryOptions {
  readonly clock: Clock;
  readonly services: readonly string[];
  /** Whether a metric is asked for; the others are forgotten at once. */
  readonly wants: (metric: string) => boolean;
  /** Rejects, or gives nothing, when the service does not answer. */
  read(service: string): Promise<readonly Exposition[]>;
}

/** An empty history. */
export function metricsHistory(
  { clock, services, wants, read }: HistoryOptions,
): MetricsHistory {
  const looks = new Map<string, Look[]>(services.map((name) => [name, []]));

  async function lookAt(service: string): Promise<void> {
    let found: readonly Exposition[];
    try {
      found = await read(service);
    } catch {
      return; // it is down, which the age of the last look tells
    }
    if (found.length === 0) return;
    const instances = new Map(
      found.map(({ instance, text }) => [instance, wanted(text)]),
    );
    looks.get(service)?.push({ at: clock.monotonic(), instances });
  }

  function wanted(text: string): ReadonlyMap<string, MetricSample> {
    return new Map(
      parseExposition(text).filter(({ name }) => wants(name))
        .map((sample) => [sample.key, sample]),
    );
  }

  return {
    of: (service) => looks.get(service) ?? [],
    look: async () => {
      await Promise.all(services.map(lookAt));
    },
  };
}
