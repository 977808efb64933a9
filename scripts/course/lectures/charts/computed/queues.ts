/**
 * Waiting: utilisation, Little's law, connections, and a freeze under two load models.
 * @module
 */

import type { ChartInput } from "../chart.ts";
import { range, rounded } from "./numbers.ts";

const FREEZE = { from_s: 5, to_s: 10, run_s: 15 } as const;

/** Waits (s) of customers who arrive at `t` while the service is frozen. */
function waitAt(t: number): number {
  const frozen = t >= FREEZE.from_s && t < FREEZE.to_s;
  return frozen ? rounded(FREEZE.to_s - t) : 0;
}

export const queueCharts: Readonly<Record<string, ChartInput>> = {
  "utilisation-wait": {
    kind: "lines",
    height: 260,
    x: { label: "utilisation, %", min: 0, max: 100 },
    y: { label: "mean time in the system, ms", min: 0, max: 250 },
    series: [{
      name: "M/M/1, service time 10 ms",
      points: [...range(0, 90, 5), 92, 94, 95, 96].map((percent) => [
        percent,
        rounded(10 / (1 - percent / 100)),
      ]),
    }],
    marks: [{ x: 80, label: "80 %: 50 ms" }],
    source: { how: "computed", by: "S ÷ (1 − ρ) with S = 10 ms" },
  },
  "slow-or-dead": {
    kind: "lines",
    height: 250,
    x: { label: "seconds that each payment takes", min: 0, max: 6 },
    y: { label: "payments in flight at 10 a second", min: 0, max: 60 },
    series: [{
      name: "in flight",
      // The gateway gives up after five seconds.
      points: [...range(0, 5), 6].map((
        seconds,
      ) => [seconds, 10 * Math.min(seconds, 5)]),
    }],
    marks: [{ y: 10, label: "a pool of 10 connections" }],
    source: { how: "computed", by: "Little's law, with a timeout of 5 s" },
  },
  "freeze-by-arrival": {
    kind: "lines",
    height: 164,
    x: {
      label: "second of the run in which the customer arrives",
      min: 0,
      max: FREEZE.run_s,
    },
    y: { label: "seconds that the customer waits", min: 0, max: 6 },
    series: [
      {
        name: "each arrival counts",
        points: range(0, FREEZE.run_s, 0.5).map((t) => [t, waitAt(t)]),
      },
    ],
    source: { how: "computed", by: "a freeze of 5 s in a run of 15 s" },
  },
  "connections-by-pods": {
    kind: "lines",
    height: 205,
    x: { label: "pods of events", min: 0, max: 12 },
    y: { label: "connections to PostgreSQL", min: 0, max: 260 },
    series: [{
      name: "without a pooler",
      points: range(0, 12).map((pods) => [pods, 21 * pods]),
    }],
    marks: [{ y: 100, label: "max_connections: 100" }],
    source: {
      how: "computed",
      by: "20 connections and one for health checks for each pod",
    },
  },
};
