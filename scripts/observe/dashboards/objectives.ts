/**
 * The board of objectives: what is left of each budget, and how fast it burns.
 * @module
 */

import { DashboardBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import { stat, timeSeries } from "./panels.ts";

/** Fed by the rules that deno task slo generate writes. */
export function objectives(): DashboardBuilder {
  return new DashboardBuilder("QuickTicket: Objectives")
    .uid("quickticket-objectives")
    .tags(["quickticket", "sre", "slo"])
    .refresh("10s")
    .time({ from: "now-6h", to: "now" })
    .withPanel(stat({
      title: "Error budget that is left",
      description: "1: nothing is spent; 0: it is gone; below 0: the promise " +
        "is broken. No data: no requests yet.",
      unit: "percentunit",
      place: { x: 0, y: 0, w: 24, h: 6 },
      queries: [{ expr: "slo:budget_remaining:ratio", legend: "{{slo}}" }],
      warnAndAlarm: [0.25, 0.5],
      moreIsBetter: true,
      max: 1,
    }))
    .withPanel(timeSeries({
      title: "Burn rate over the shortest window",
      description:
        "1: the budget lasts exactly as long as its period. A page " +
        "comes at 14.4, or at 6 for longer.",
      unit: "short",
      place: { x: 0, y: 6, w: 12, h: 9 },
      queries: [{
        expr: "min by (slo) (slo:burn:ratio)",
        legend: "{{slo}}",
      }],
      warnAndAlarm: [1, 6],
    }))
    .withPanel(timeSeries({
      title: "Requests a second, by objective",
      description: "Below a few a second nothing can be said.",
      unit: "reqps",
      place: { x: 12, y: 6, w: 12, h: 9 },
      queries: [{
        expr: "min by (slo) (slo:requests:rate)",
        legend: "{{slo}}",
      }],
    }));
}
