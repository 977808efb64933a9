/**
 * A service's traffic between two scrapes, from its counters' growth.
 * @module
 */

import type { Bucket, MetricSample } from "../../adapters/prometheus/mod.ts";
import type { CounterMemory } from "./increases.ts";

/** Requests of one method, path and kind of answer. */
export interface Answered {
  readonly method: string;
  readonly path: string;
  readonly isError: boolean;
  readonly count: number;
}

/** The requests of a stretch of time. */
export interface Traffic {
  /** Length of the stretch in seconds. */
  readonly seconds: number;
  readonly answered: readonly Answered[];
  /** Requests by duration in seconds, cumulative. */
  readonly buckets: readonly Bucket[];
}

/** The console's own requests are no traffic of the shop. */
const OWN_PATH = "/faults";

/** Reads the traffic since the scrape before. */
export function trafficSince(
  memory: CounterMemory,
  { service, samples, seconds }: {
    readonly service: string;
    readonly samples: readonly MetricSample[];
    readonly seconds: number;
  },
): Traffic {
  const total = `${service}_requests_total`;
  const bucket = `${service}_request_duration_seconds_bucket`;
  const wanted = samples.filter(({ name, labels }) =>
    (name === total || name === bucket) && labels.path !== OWN_PATH
  );
  const answered: Answered[] = [];
  const counts = new Map<number, number>();
  for (const { sample, by } of memory.increases(wanted)) {
    const { method = "", path = "", status = "", le = "" } = sample.labels;
    if (sample.name === bucket) {
      const bound = le === "+Inf" ? Infinity : Number(le);
      counts.set(bound, (counts.get(bound) ?? 0) + by);
    } else if (by > 0) {
      const isError = status.startsWith("5");
      answered.push({ method, path, isError, count: by });
    }
  }
  return { seconds, answered, buckets: bucketsOf(counts) };
}

function bucketsOf(counts: ReadonlyMap<number, number>): readonly Bucket[] {
  return [...counts].map(([bound, count]) => ({ bound, count }))
    .toSorted((a, b) => a.bound - b.bound);
}

/** Several stretches as one. */
export function joined(stretches: readonly Traffic[]): Traffic {
  const counts = new Map<number, number>();
  for (const { bound, count } of stretches.flatMap((one) => one.buckets)) {
    counts.set(bound, (counts.get(bound) ?? 0) + count);
  }
  return {
    seconds: stretches.reduce((sum, { seconds }) => sum + seconds, 0),
    answered: stretches.flatMap(({ answered }) => answered),
    buckets: bucketsOf(counts),
  };
}

/** How many requests there were, and how many of them failed. */
export function countOf(
  answered: readonly Answered[],
): { readonly total: number; readonly bad: number } {
  let total = 0;
  let bad = 0;
  for (const { count, isError } of answered) {
    total += count;
    if (isError) bad += count;
  }
  return { total, bad };
}
