/**
 * How much counters grew between two looks.
 *
 * A counter that is smaller than before belongs to a new process: it began at 0
 * and all of it is growth. A series that was not there before began at 0 too,
 * if the service was: the first 5xx of a service counts, where Prometheus'
 * `rate()` would miss it.
 * @module
 */

import type { MetricSample } from "../../adapters/prometheus/mod.ts";

/** A counter's series and its growth. */
export interface Increase {
  readonly sample: MetricSample;
  readonly by: number;
}

/** Remembers the last look at one service. */
export interface CounterMemory {
  /**
   * The growth of every given series since the last look; none at the first,
   * which only tells where counting begins.
   */
  increases(samples: readonly MetricSample[]): readonly Increase[];
}

/** A memory that has not looked yet. */
export function counterMemory(): CounterMemory {
  let before: ReadonlyMap<string, number> | undefined;
  return {
    increases(samples) {
      const last = before;
      before = new Map(samples.map(({ key, value }) => [key, value]));
      if (last === undefined) return [];
      return samples.map((sample) => ({
        sample,
        by: growth(last.get(sample.key) ?? 0, sample.value),
      }));
    },
  };
}

function growth(before: number, now: number): number {
  return now < before ? now : now - before;
}
