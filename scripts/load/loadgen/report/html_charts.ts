/**
 * The charts of a run's page.
 * @module
 */

import { decodeLatency, emptyLatency } from "../result/latency.ts";
import { RESULT_NAMES } from "../result/result.ts";
import { rateAt } from "../engine/stages.ts";
import type { Summary } from "../result/summary.ts";
import { chartHtml } from "./chart.ts";

type Interval = Summary["intervals"][number];

/** Everything that is not a good answer, with the colour of its bars. */
const TROUBLES = [
  ["sold_out", "c6"],
  ["client_error", "c4"],
  ["server_error", "c2"],
  ["timeout", "c3"],
  ["refused", "c1"],
  ["broken", "c5"],
] as const;

/** Positions of the percentile plot. */
const PERCENTILES = [
  0,
  10,
  20,
  30,
  40,
  50,
  60,
  70,
  80,
  90,
  95,
  99,
  99.5,
  99.9,
  99.99,
  100,
];

/** All of them. */
export function chartsHtml(summary: Summary): string {
  return [ratePlot, latencyPlot, troublePlot, percentilePlot]
    .map((plot) => plot(summary)).join("\n");
}

function ratePlot({ intervals, intervalMs, run }: Summary): string {
  const seconds = intervalMs / 1000;
  const { load } = run;
  const planned = load.kind === "closed" ? [] : [{
    name: "due",
    colour: "c5",
    values: intervals.map((_, at) => {
      const due = rateAt(load.stages, (at + 0.5) * intervalMs);
      return due === 0 ? null : due;
    }),
  }];
  return chartHtml({
    title: "Visits and orders a second",
    unit: "/s",
    kind: "lines",
    xLabels: timesOf(intervals, intervalMs),
    series: [
      ...planned,
      {
        name: "visits",
        colour: "c0",
        // After the last arrival there are answers only.
        values: intervals.map(({ started }, at) =>
          at < run.plannedSeconds / seconds ? started / seconds : null
        ),
      },
      {
        name: "orders",
        colour: "c1",
        values: intervals.map(({ orders }) => orders / seconds),
      },
    ],
  });
}

function latencyPlot({ intervals, intervalMs, steps }: Summary): string {
  const latencies = intervals.map(({ tallies }) => {
    const sum = emptyLatency();
    for (const name of Object.keys(steps)) {
      sum.add(decodeLatency(tallies[name]?.latency ?? ""));
    }
    return sum;
  });
  return chartHtml({
    title: "Latency of all requests",
    unit: "ms",
    kind: "lines",
    xLabels: timesOf(intervals, intervalMs),
    series: [[99, "c2"], [95, "c3"], [50, "c0"]].map(([percent, colour]) => ({
      name: `p${percent}`,
      colour: String(colour),
      values: latencies.map((latency) =>
        latency.count === 0 ? null : latency.percentileMs(Number(percent))
      ),
    })),
  });
}

function troublePlot({ intervals, intervalMs, steps }: Summary): string {
  const dropped = intervals.map((interval) => interval.dropped);
  const series = TROUBLES.map(([result, colour]) => ({
    name: RESULT_NAMES[result],
    colour,
    values: intervals.map(({ tallies }) =>
      Object.keys(steps).reduce(
        (sum, name) => sum + (tallies[name]?.results[result] ?? 0),
        0,
      )
    ),
  }));
  const seen = [...series, { name: "dropped", colour: "c7", values: dropped }]
    .filter(({ values }) => values.some((value) => value > 0));
  if (seen.length === 0) return "<p>Every request was answered well.</p>";
  return chartHtml({
    title: "What did not go well",
    unit: "",
    kind: "bars",
    xLabels: timesOf(intervals, intervalMs),
    series: seen,
  });
}

function percentilePlot({ steps }: Summary): string {
  return chartHtml({
    title: "Latency by percentile",
    unit: "ms",
    kind: "lines",
    xLabels: PERCENTILES.map((percent) =>
      percent === 100 ? "max" : `p${percent}`
    ),
    series: Object.entries(steps).map(([name, { histogram }], at) => {
      const latency = decodeLatency(histogram);
      return {
        name,
        colour: `c${at % 8}`,
        values: PERCENTILES.map((percent) =>
          latency.count === 0 ? null : latency.percentileMs(percent)
        ),
      };
    }),
  });
}

function timesOf(
  intervals: readonly Interval[],
  intervalMs: number,
): readonly string[] {
  return intervals.map((_, at) => `${at * intervalMs / 1000} s`);
}
