/**
 * The four golden signals of the gateway. Lab 3 ships the first three panels
 * and asks for the other two, and for a gauge of the objective.
 * @see https://sre.google/sre-book/monitoring-distributed-systems/
 * @module
 */

import { DashboardBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import { gauge, stat, timeSeries, words } from "./panels.ts";

/** As it ships: latency and saturation are the student's. */
export function goldenSignalsSkeleton(): DashboardBuilder {
  return given()
    .withPanel(words(
      "Latency: yours",
      "How long do requests take? Show p50, p95 and p99 of " +
        "`gateway_request_duration_seconds` (Lab 3).",
      { x: 0, y: 12, w: 12, h: 8 },
    ))
    .withPanel(words(
      "Saturation: yours",
      "How full is it? Show the connections in use of the database's pool, " +
        "`events_db_pool_size`, against what there may be (Lab 3).",
      { x: 12, y: 12, w: 12, h: 8 },
    ));
}

/** As it is after Lab 3. */
export function goldenSignals(): DashboardBuilder {
  const quantile = (q: number): string =>
    `histogram_quantile(${q}, sum by (le) ` +
    "(rate(gateway_request_duration_seconds_bucket[1m])))";
  return given()
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

/** The three panels that are given. */
function given(): DashboardBuilder {
  return new DashboardBuilder("QuickTicket: Golden Signals")
    .uid("quickticket-golden-signals")
    .tags(["quickticket", "sre"])
    .refresh("5s")
    .time({ from: "now-15m", to: "now" })
    .withPanel(timeSeries({
      title: "Traffic: requests a second by path",
      description: "How much is asked of the shop.",
      unit: "reqps",
      place: { x: 0, y: 0, w: 12, h: 8 },
      queries: [{
        expr: "sum by (path) (rate(gateway_requests_total[1m]))",
        legend: "{{path}}",
      }],
    }))
    .withPanel(timeSeries({
      title: "Errors: share of requests that fail",
      description: "Server errors only: sold out is an answer, not an error.",
      unit: "percent",
      place: { x: 12, y: 0, w: 12, h: 8 },
      queries: [{
        expr: '100 * (sum(rate(gateway_requests_total{status=~"5.."}[1m])) ' +
          "or 0 * sum(rate(gateway_requests_total[1m]))) " +
          "/ sum(rate(gateway_requests_total[1m]))",
        legend: "failed",
      }],
      warnAndAlarm: [1, 5],
    }))
    .withPanel(stat({
      title: "Who is up",
      description: "1: its /metrics answers.",
      unit: "short",
      place: { x: 0, y: 8, w: 24, h: 4 },
      queries: [{ expr: "up", legend: "{{job}}" }],
      warnAndAlarm: [0.5, 1],
      moreIsBetter: true,
    }));
}
