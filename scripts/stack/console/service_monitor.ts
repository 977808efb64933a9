/**
 * One service under observation: scrapes in, figures out.
 * @module
 */

import { type MetricSample, quantile } from "../../adapters/prometheus/mod.ts";
import { type Figures, NO_FIGURES } from "./history.ts";
import { counterMemory } from "./increases.ts";
import { type Answered, countOf, joined, trafficSince } from "./traffic.ts";
import type { Traffic } from "./traffic.ts";

/** Live figures are over this many seconds: calm enough, and still live. */
const LIVE_WINDOW_S = 5;

/** The CPU time that a process has used since it began. */
const CPU_SECONDS = "process_cpu_seconds_total";

/** The changes between two looks. */
interface Stretch extends Traffic {
  /** CPU time that the service used. */
  readonly cpuSeconds: number;
  /** When it ended (s). */
  readonly end: number;
}

/** The result of one scrape. */
export interface Observation {
  readonly figures: Figures;
  /** The requests since the scrape before. */
  readonly answered: readonly Answered[];
  /** Every kind of fault that it can have, with how many are in force. */
  readonly faults: Readonly<Record<string, number>>;
}

/** Watches one service. */
export interface ServiceMonitor {
  /**
   * @param samples undefined when the service did not answer
   * @param at seconds on a clock that never goes back
   */
  observe(
    samples: readonly MetricSample[] | undefined,
    at: number,
  ): Observation;
}

/** Begins to watch. */
export function serviceMonitor(service: string): ServiceMonitor {
  const memory = counterMemory();
  const used = counterMemory();
  let stretches: readonly Stretch[] = [];
  let last: number | undefined;
  return {
    observe(samples, at) {
      stretches = stretches.filter(({ end }) => end > at - LIVE_WINDOW_S);
      if (samples === undefined) {
        return { figures: NO_FIGURES, answered: [], faults: {} };
      }
      const seconds = at - (last ?? at);
      last = at;
      const traffic = trafficSince(memory, { service, samples, seconds });
      const cpuSeconds = used.increases(
        samples.filter(({ name }) => name === CPU_SECONDS),
      ).reduce((sum, { by }) => sum + by, 0);
      if (seconds > 0) {
        stretches = [...stretches, { ...traffic, cpuSeconds, end: at }];
      }
      const faults = faultsOf(service, samples);
      return {
        figures: {
          ...trafficFigures(joined(stretches)),
          ...saturation(service, samples),
          cpu: cpuOf(stretches),
          faults: Object.values(faults).reduce((sum, n) => sum + n, 0),
        },
        answered: traffic.answered,
        faults,
      };
    },
  };
}

function trafficFigures({ seconds, answered, buckets }: Traffic) {
  const { total, bad } = countOf(answered);
  const ms = (q: number): number => (quantile(q, buckets) ?? NaN) * 1000;
  return {
    rate: seconds === 0 ? NaN : total / seconds,
    // Without requests nothing has failed: the line stays on the ground.
    errors: total === 0 ? 0 : bad / total,
    p50: ms(0.5),
    p95: ms(0.95),
    p99: ms(0.99),
  };
}

/** The share of one core, over the live window. */
function cpuOf(stretches: readonly Stretch[]): number {
  const sum = (of: (one: Stretch) => number): number =>
    stretches.reduce((total, one) => total + of(one), 0);
  const seconds = sum((one) => one.seconds);
  return seconds === 0 ? NaN : sum((one) => one.cpuSeconds) / seconds;
}

function saturation(service: string, samples: readonly MetricSample[]) {
  const gauges = new Map(samples.map(({ name, value }) => [name, value]));
  const of = (name: string): number => gauges.get(name) ?? NaN;
  return {
    lag: of("process_event_loop_lag_seconds") * 1000,
    pool: of(`${service}_db_pool_size`),
    poolMax: of(`${service}_db_pool_max`),
    poolWaiting: of(`${service}_db_pool_waiting`),
    memory: of("process_resident_memory_bytes"),
  };
}

function faultsOf(
  service: string,
  samples: readonly MetricSample[],
): Readonly<Record<string, number>> {
  const active: Record<string, number> = {};
  for (const { name, labels, value } of samples) {
    if (name === `${service}_faults_active`) active[labels.kind ?? ""] = value;
  }
  return active;
}
