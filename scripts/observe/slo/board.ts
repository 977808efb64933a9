/**
 * The Grafana board of one objective: what is left, how fast it goes, why.
 * @module
 */

import { DashboardBuilder } from "@grafana/grafana-foundation-sdk/dashboard";
import { stat, timeSeries, words } from "../dashboards/panels.ts";
import { formatPromDuration } from "../../lib/text/mod.ts";
import { budgetSentence } from "./sentence.ts";
import type { Slo } from "./spec.ts";
import type { BurnWindow } from "./windows.ts";

/** Where boards of objectives ship. */
export const BOARDS = "monitoring/grafana/dashboards";

/** The board as text, as Grafana reads it. */
export function objectiveBoard(
  slo: Slo,
  windows: readonly BurnWindow[],
): string {
  const board = new DashboardBuilder(`QuickTicket: ${slo.displayName}`)
    .uid(`quickticket-slo-${slo.name}`.slice(0, 40))
    .tags(["quickticket", "slo"])
    .refresh("10s")
    .time({ from: "now-6h", to: "now" })
    .withPanel(words("What is promised", promise(slo, windows), {
      x: 0,
      y: 0,
      w: 12,
      h: 6,
    }))
    .withPanel(stat({
      title: "Error budget that is left",
      description: "No data: no requests yet. Below 0: the promise is broken.",
      unit: "percentunit",
      place: { x: 12, y: 0, w: 6, h: 6 },
      queries: [{
        expr: `slo:budget_remaining:ratio{slo="${slo.name}"}`,
        legend: "left",
      }],
      warnAndAlarm: [0.25, 0.5],
      moreIsBetter: true,
      max: 1,
    }))
    .withPanel(stat({
      title: "Alerts that fire",
      description: "Pages and tickets of this objective.",
      unit: "short",
      place: { x: 18, y: 0, w: 6, h: 6 },
      queries: [{
        expr: `count(ALERTS{slo="${slo.name}",alertstate="firing"}) ` +
          "or vector(0)",
        legend: "firing",
      }],
      warnAndAlarm: [1, 2],
    }))
    .withPanel(timeSeries({
      title: "Burn rate, by window",
      description:
        "1: the budget lasts exactly as long as its period. A page " +
        "needs both of its windows above their factor.",
      unit: "short",
      place: { x: 0, y: 6, w: 12, h: 9 },
      queries: [{
        expr: `slo:burn:ratio{slo="${slo.name}"}`,
        legend: "{{window}}",
      }],
      warnAndAlarm: [1, Math.min(...factorsOf(windows, "page"))],
    }))
    .withPanel(timeSeries({
      title: "Requests and errors a second, by window",
      description: "Below a few requests a second nothing can be said.",
      unit: "reqps",
      place: { x: 12, y: 6, w: 12, h: 9 },
      queries: [
        {
          expr: `slo:requests:rate{slo="${slo.name}"}`,
          legend: "requests, {{window}}",
        },
        {
          expr: `slo:errors:rate{slo="${slo.name}"}`,
          legend: "errors, {{window}}",
        },
      ],
    }));
  return JSON.stringify(board.build(), null, 2) + "\n";
}

function promise(slo: Slo, windows: readonly BurnWindow[]): string {
  const lines = windows.map(({ severity, factor, longMs, shortMs }) =>
    `- ${severity}: ${factor} x over ${formatPromDuration(longMs)} and ` +
    formatPromDuration(shortMs)
  );
  return `${slo.description}\n\n**${budgetSentence(slo)}.**\n\n` +
    `${lines.join("\n")}\n\nRunbook: \`${slo.runbook}\``;
}

function factorsOf(
  windows: readonly BurnWindow[],
  severity: BurnWindow["severity"],
): readonly number[] {
  return windows.filter((one) => one.severity === severity)
    .map(({ factor }) => factor);
}
