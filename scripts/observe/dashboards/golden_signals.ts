/**
 * The board of the golden signals as it ships: traffic, errors, and who is up.
 * Students add the rest in Lab 3.
 * @see https://sre.google/sre-book/monitoring-distributed-systems/
 * @module
 */

import { DashboardBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import { stat, timeSeries, words } from "./panels.ts";

/** The shipped board, with a note in the place of each missing panel. */
export function goldenSignalsSkeleton(): DashboardBuilder {
  return givenSignals()
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

/** The three panels that are given, for a board that adds more. */
export function givenSignals(): DashboardBuilder {
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
