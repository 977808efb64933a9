/**
 * Reviews of Lab 10 in other words, languages and units.
 * @module
 */

import {
  type Change,
  edited,
  type Listed,
} from "../../../scripts/checks/variants/mod.ts";

/** The review. */
export const REVIEW = "submissions/lab10.md";

/** The steps that read the review. */
export const ALL = ["10.1", "10.2", "10.3", "10.4", "10.5", "10.7"];

type Edit = readonly (readonly [string | RegExp, string])[];

function changed(edits: Edit): Change {
  return edited(REVIEW, (text) =>
    edits.reduce((all, [from, to]) => {
      const after = all.replaceAll(
        typeof from === "string"
          ? new RegExp(from.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"), "g")
          : from,
        to,
      );
      if (after === all) throw new Error(`${from} is not in the review`);
      return after;
    }, text));
}

function same(name: string, steps: readonly string[], ...edits: Edit): Listed {
  return { name, kind: "equivalent", steps, change: changed(edits) };
}

/** Each must pass its steps. */
export const SAME: readonly Listed[] = [
  same(
    "headings in German",
    ALL,
    ["## 1 SLO compliance", "## 1 Ziele"],
    ["## 2 Load and the limit", "## 2 Lasttest und Grenze"],
    ["## 4 Three risks", "## 4 Drei Risiken"],
    ["## 6 Gaps in what can be seen", "## 6 Lücken"],
    ["## 7 Capacity for twice the traffic", "## 7 Kapazität"],
  ),
  same(
    "headings in Russian",
    ALL,
    ["## 1 SLO compliance", "## 1 Цели (SLO)"],
    ["## 2 Load and the limit", "## 2 Нагрузка и предел"],
    ["## 4 Three risks", "## 4 Риски"],
    ["## 5 Toil", "## 5 Рутина (toil)"],
    ["## 6 Gaps in what can be seen", "## 6 Пробелы"],
    ["## 7 Capacity for twice the traffic", "## 7 Мощности"],
  ),
  same("parts below headings of their own", ALL, [
    /^(## 2 .*)$/gm,
    "$1\n\n### Runs\n",
  ], [/^(- Holds)/gm, "\n### The limit\n\n$1"]),
  same("a title with all the words", ALL, [
    "# Lab 10: Reliability review and portfolio",
    "# SLO, load, DORA, risks, toil, gaps and capacity",
  ]),
  same("the limit in a table", ["10.2"], [
    /- Holds: (.*)\n- Breaking point: (.*)\n- Limiting resource: (.*)\n/g,
    "| Limit | |\n| --- | --- |\n| Holds | $1 |\n| Breaking point | $2 |\n| Limiting resource | $3 |\n",
  ]),
  same(
    "the limit with an equals sign",
    ["10.2"],
    [/- Holds: /g, "- Holds = "],
    [/- Breaking point: /g, "- Breaking point = "],
  ),
  same("the limit in German", ["10.2"], [/- Holds: /g, "- Hält: "], [
    /- Breaking point: /g,
    "- Bruchpunkt: ",
  ], [/- Limiting resource: .*/g, "- Engpass: der Prozessor von events"]),
  same("the event loop of events", ["10.2"], [
    /Limiting resource: .*/g,
    "Limiting resource: **event loop of `events`**",
  ]),
  same("times as ISO durations", ["10.3"], [/\| 12 s /g, "| PT12S "], [
    /\| 90 s /g,
    "| PT1M30S ",
  ]),
  same("times in minutes", ["10.3"], [/\| 90 s /g, "| 1:30 min "]),
  same("rates as shares", ["10.3"], ["33.3 %", "0.333"]),
  same("rates with a comma", ["10.3"], ["33.3 %", "33,3 %"]),
  same("a frequency a month", ["10.3"], [/2\.1 a week/g, "9 per month"]),
  same("days without a time", ["10.3"], [/From: .*/g, "From: 2026-11-01"], [
    /Until: .*/g,
    "Until: 11.11.2026",
  ]),
  same("days with a zone", ["10.3"], [
    /From: .*/g,
    "From: 2026-11-01 01:00 +01:00",
  ], [/Until: .*/g, "Until: 2026-11-11T00:00Z"]),
  same("a period in one line", ["10.3"], [
    /From: .*/g,
    "Period: 2026-11-01 to 2026-11-11",
  ], [/\n\nUntil: .*/g, ""]),
  same("minutes with their unit", ["10.4"], ["| 12 | 6 |", "| 12× | 6 min |"], [
    "| 72 |",
    "| 72 min |",
  ]),
  same("seconds and hours", ["10.4"], ["| 12 | 6 |", "| ~12 times | 360 s |"], [
    "| 72 |",
    "| 1 h 12 min |",
  ]),
  same("a total of toil", ["10.4"], [
    /(\| watch a rollout.*\n)/g,
    "$1| **total** | | | | 148 |\n",
  ]),
  same("toil in German", ["10.4"], [
    "| Task | Times | Minutes each | Automated by | Saves (min) |",
    "| Aufgabe | Wie oft | Dauer (min) | Automatisiert durch | Spart (min) |",
  ]),
  same("risks as a list of several lines", ["10.5"], [
    /\| Risk \|[^]*?(?=\n## 5)/g,
    "1. **events is one process**\n   Each sale that is advertised makes all customers wait.\n   Next: two replicas.\n2. **PostgreSQL's node is lost**\n   Once a year the shop is closed until it is restored.\n   Next: a standby.\n3. **payments becomes slow**\n   Once a month paying takes as long as payments does.\n   Next: a breaker.\n",
  ]),
  same("risks below headings", ["10.5"], [
    /\| Risk \|[^]*?(?=\n## 5)/g,
    "### events is one process\n\nEach sale that is advertised makes all customers wait; next, two replicas.\n\n### PostgreSQL is lost\n\nOnce a year the shop is closed until it is restored; next, a standby.\n\n### payments is slow\n\nOnce a month paying takes as long as payments does; next, a breaker.\n",
  ]),
  same("kept by marks", ["10.5"], [/\| yes \|/g, "| ✅ |"]),
  same("names of objectives in words", ["10.5"], [
    "pay-availability",
    "Pay availability",
  ]),
  same("dollars and months", ["10.7"], [
    /\| (\d+) \|\n(?=\| (?:events|payments|postgres|redis|total))/g,
    "| $$$1/mo |\n",
  ]),
  same("limits in another order", ["10.7"], [
    "600m, 256Mi",
    "256Mi memory, 0.6 CPU",
  ], ["| 1, 256Mi |", "| cpu: 1000m, memory: 256Mi |"]),
  same("the price of now beside it", ["10.7"], [
    "| $ a month |\n| --- | ---: | ---: | --- | --- | ---: |",
    "| Cost now | Cost 2x |\n| --- | ---: | ---: | --- | --- | ---: | ---: |",
  ], [
    /\| (\d+) \|\n(?=\| (?:events|payments|postgres|redis|total)|\nDB)/g,
    "| 1 | $1 |\n",
  ]),
  same("connections in words", ["10.7"], [
    "DB connections: 3 x 20 = 60",
    "**DB connections:** 3 pods × 20 connections = 60 of 100",
  ]),
  same("connections in a list with stars", ["10.7"], [
    "DB connections: 3 x 20 = 60",
    "- DB connections: `3 * 20 = 60`",
  ]),
];
