/**
 * Lab 3's solution: the board of the golden signals, with all its panels.
 * @see https://sre.google/sre-book/monitoring-distributed-systems/
 * @module
 */

import type { DashboardBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import {
  gauge,
  givenSignals,
  timeSeries,
} from "../../observe/dashboards/mod.ts";

/** The shipped panels, and the three that students add. */
export function goldenSignals(): DashboardBuilder {
  const quantile = (q: number): string =>
    `histogram_quantile(${q}, sum by (le) ` +
    "(rate(gateway_request_duration_seconds_bucket[1m])))";
  return givenSignals()
    .withPanel(timeSeries({
      title: "Latency",
      description: "Half of the requests are quicker than p50, one in a " +
        "hundred is slower than p99.",
      unit: "s",
      place: { x: 0, y: 12, w: 12, h: 8 },
      queries: [
        { expr: quantile(0.5), legend: "p50" },
        { expr: quantile(0.95), legend: "p95" },
        { expr: quantile(0.99), legend: "p99" },
      ],
    }))
    .withPanel(gauge({
      title: "Saturation: database connections",
      description: "Connections in use. At the maximum requests begin to wait.",
      unit: "short",
      place: { x: 12, y: 12, w: 12, h: 8 },
      queries: [{ expr: "events_db_pool_size", legend: "in use" }],
      warnAndAlarm: [7, 9],
      max: 10,
    }))
    .withPanel(gauge({
      title: "Availability and its objective",
      description: "Requests without a server error over 5 minutes. Red: " +
        "below 99.5 %, the budget of 7 days is spent too fast.",
      unit: "percent",
      place: { x: 0, y: 20, w: 24, h: 6 },
      queries: [{
        expr: "100 * gateway:sli_availability:ratio_rate5m",
        legend: "availability",
      }],
      warnAndAlarm: [99.5, 99.75],
      moreIsBetter: true,
      min: 99,
      max: 100,
    }));
}
