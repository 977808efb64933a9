/**
 * Burn rates: how soon a budget is gone, and when two windows page.
 * @module
 */

import type { ChartInput } from "../chart.ts";
import { range, rounded } from "./numbers.ts";

/** Hours of the objective's window. */
const WEEK_H = 7 * 24;
/** The share that may fail: the rest of 99.5 %. */
const ALLOWED = 0.005;

/** Share of failures that a window of `window_s` sees at `t`, in an outage of `share`. */
function seen(
  t: number,
  window_s: number,
  share: number,
  [from, to]: readonly [number, number],
): number {
  const overlap = Math.min(t, to) - Math.max(t - window_s, from);
  return Math.max(0, overlap) / window_s * share;
}

const INCIDENT = [120, 420] as const;
const moments = range(0, 1500, 15);

function burnOver(window_s: number, share: number): [number, number][] {
  return moments.map((t) => [
    rounded(t / 60),
    rounded(seen(t, window_s, share, INCIDENT) / ALLOWED),
  ]);
}

/** Minutes until the pair of windows pages, by the share of failures. */
function minutesToPage(share: number): number {
  const pairs = [[14, 14.4], [84, 6]] as const;
  return Math.min(
    ...pairs.filter(([, rate]) => share > rate * ALLOWED)
      .map(([minutes, rate]) => minutes * rate * ALLOWED / share),
  );
}

export const burnCharts: Readonly<Record<string, ChartInput>> = {
  "budget-by-burn-rate": {
    kind: "lines",
    height: 270,
    x: { label: "hours", min: 0, max: WEEK_H },
    y: { label: "budget left, %", min: 0, max: 100 },
    series: [1, 2, 10, 14.4].map((rate) => ({
      name: `burn rate ${rate}`,
      points: [[0, 100], [rounded(WEEK_H / rate), 0]],
    })),
    source: {
      how: "computed",
      by: "168 h ÷ burn rate, an objective over 7 days",
    },
  },
  "burn-page-and-ticket": {
    kind: "lines",
    height: 185,
    x: {
      label: "minutes; half of all payments fail from 2 to 7",
      min: 0,
      max: 25,
    },
    y: { label: "burn rate", min: 0, max: 100 },
    series: [
      { name: "short window, 70 s", points: burnOver(70, 0.5) },
      { name: "long window, 14 min", points: burnOver(14 * 60, 0.5) },
    ],
    marks: [{ y: 14.4, label: "page above 14.4" }],
    source: { how: "computed", by: "share of failures in each window ÷ 0.5 %" },
  },
  "time-to-page": {
    kind: "lines",
    height: 270,
    x: {
      label: "payments that fail, % (log scale)",
      scale: "log",
      min: 3,
      max: 100,
    },
    y: {
      label: "minutes until the page (log scale)",
      scale: "log",
      min: 0.5,
      max: 100,
    },
    series: [
      {
        name: "computed",
        points: [3.2, 3.5, 4, 5, 6, 7.1, 7.3, 8, 10, 20, 50, 100].map((
          failed,
        ) => [
          failed,
          rounded(minutesToPage(failed / 100)),
        ]),
      },
      {
        name: "simulated by deno task slo simulate",
        points: [[5, 51], [10, 10], [50, 3], [100, 2]],
      },
    ],
    source: {
      how: "computed",
      by: "14 min × 7.2 % ÷ share, and 84 min × 3 % ÷ share below 7.2 %",
    },
  },
};
