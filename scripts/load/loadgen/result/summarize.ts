/**
 * Makes the summary of a run from its tally.
 * @module
 */

import type { Tally, Total } from "./totals.ts";
import { emptyLatency, type Latency } from "./latency.ts";
import { addResults, countOf, FAILURES, noResults } from "./result.ts";
import {
  type LatencyFigures,
  type Measured,
  type Summary,
  SUMMARY_SCHEMA,
} from "./summary.ts";

/** The facts that the totals do not have. */
export interface Ran {
  readonly run: Summary["run"];
  readonly steps: readonly StepNames[];
  readonly journeys: readonly JourneyNames[];
}

/** The name of a step. */
export interface StepNames {
  readonly name: string;
  readonly method: string;
  readonly route: string;
}

/** The description of a journey. */
export interface JourneyNames {
  readonly name: string;
  readonly weight: number;
  readonly buys: boolean;
}

/** A summary without a verdict. */
export type Unevaluated = Omit<Summary, "verdict">;

/** The summary of what the tally has so far. */
export function summarize(
  tally: Tally,
  { run, steps, journeys }: Ran,
): Unevaluated {
  const { totals, intervals, intervalMs } = tally;
  const { seconds } = run;
  const arrivalSeconds = arrivalSecondsOf(run);
  const all = sumOf(steps.map(({ name }) => totals.byName.get(name)));
  return {
    schema: SUMMARY_SCHEMA,
    run,
    arrivals: {
      started: totals.started,
      dropped: totals.dropped,
      perSecond: perSecond(totals.started, arrivalSeconds),
      lagMs: figuresOf(totals.lag),
      lagHistogram: totals.lag.encode(),
    },
    orders: {
      completed: totals.orders,
      perSecond: perSecond(totals.orders, seconds),
    },
    requests: measured(all, seconds),
    steps: Object.fromEntries(steps.map(({ name, method, route }) => {
      const total = totals.byName.get(name);
      const statuses = Object.fromEntries(total?.statuses ?? []);
      return [name, { method, route, ...measured(total, seconds), statuses }];
    })),
    journeys: Object.fromEntries(journeys.map(({ name, weight, buys }) => [
      name,
      { weight, buys, ...measured(totals.byName.get(name), seconds) },
    ])),
    intervalMs,
    intervals: Array.from(intervals, (interval) => ({
      started: interval?.started ?? 0,
      dropped: interval?.dropped ?? 0,
      orders: interval?.orders ?? 0,
      tallies: { ...interval?.tallies },
    })),
  };
}

/** How long virtual users arrived (s); answers may come later than that. */
export function arrivalSecondsOf(
  { seconds, plannedSeconds }: Pick<
    Summary["run"],
    "seconds" | "plannedSeconds"
  >,
): number {
  return Math.min(seconds, plannedSeconds);
}

/** Latencies in figures; null where there are none. */
export function figuresOf(latency: Latency): LatencyFigures {
  const at = (percent: number) => orNull(latency.percentileMs(percent));
  return {
    min: orNull(latency.minMs),
    mean: orNull(latency.meanMs),
    p50: at(50),
    p90: at(90),
    p95: at(95),
    p99: at(99),
    p999: at(99.9),
    max: orNull(latency.maxMs),
  };
}

function sumOf(totals: readonly (Total | undefined)[]): Total {
  const sum: Total = {
    results: noResults(),
    statuses: new Map(),
    latency: emptyLatency(),
  };
  for (const total of totals) {
    if (total === undefined) continue;
    addResults(sum.results, total.results);
    sum.latency.add(total.latency);
  }
  return sum;
}

function measured(total: Total | undefined, seconds: number): Measured {
  const results = { ...total?.results ?? noResults() };
  const latency = total?.latency ?? emptyLatency();
  return {
    count: countOf(results),
    perSecond: perSecond(countOf(results), seconds),
    failures: countOf(results, FAILURES),
    results,
    latencyMs: figuresOf(latency),
    histogram: latency.encode(),
  };
}

function perSecond(count: number, seconds: number): number {
  return seconds === 0 ? 0 : rounded(count / seconds);
}

function orNull(value: number): number | null {
  return Number.isNaN(value) ? null : rounded(value);
}

/** To a thousandth. */
export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
