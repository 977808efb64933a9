/**
 * A run on one page, with its charts. The page needs nothing from outside: the
 * style sheet, uPlot and the data stand in it. Without scripts it still has every
 * figure, in tables.
 * @module
 */

import { chartsHtml } from "./html_charts.ts";
import { css } from "./html_style.ts";
import { formatMs } from "./report.ts";
import { RESULT_NAMES, RESULTS } from "../result/result.ts";
import { formatStages } from "../engine/stages.ts";
import type { Measured, Summary } from "../result/summary.ts";
import { escapeHtml } from "../../../lib/text/mod.ts";
import uplotCss from "uplot/dist/uPlot.min.css" with { type: "text" };
import uplotJs from "uplot/dist/uPlot.iife.min.js" with { type: "text" };
import drawCharts from "./page/draw_charts.js" with { type: "text" };

/** The page. */
export function htmlReport(summary: Summary): string {
  const { run, verdict } = summary;
  const title = `${run.scenario}: ${verdict.passed ? "passed" : "failed"}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Load run, ${escapeHtml(title)}</title>
<style>${uplotCss}${css}</style>
</head>
<body>
<h1>Load run <small>${escapeHtml(run.started)}</small></h1>
${verdictHtml(summary)}
${cardsHtml(summary)}
${chartsHtml(summary)}
<h2>Steps</h2>
${tableHtml(summary.steps)}
<h2>Journeys</h2>
${tableHtml(summary.journeys)}
<h2>How it was run</h2>
${provenanceHtml(summary)}
<script>${inline(uplotJs)}</script>
<script type="module">${inline(drawCharts)}</script>
</body>
</html>
`;
}

/** A script inside of a page must not end it. */
function inline(script: string): string {
  return script.replaceAll("</script", "<\\/script");
}

function verdictHtml({ verdict, run }: Summary): string {
  const { passed, reasons, expectations } = verdict;
  const early = run.ended === "planned" ? "" : ` The run was ${run.ended}.`;
  const items = passed
    ? expectations.map(({ text }) => `<li>${escapeHtml(text)}</li>`)
    : reasons.map((reason) => `<li>${escapeHtml(reason)}</li>`);
  const asked = passed && expectations.length === 0
    ? " Nothing was expected of it."
    : "";
  return `<section class="verdict ${passed ? "good" : "bad"}"><b>${
    passed ? "Passed" : "Failed"
  }.</b>${asked}${early}<ul>${items.join("")}</ul></section>`;
}

function cardsHtml({ arrivals, orders, requests }: Summary): string {
  const { p50, p95, p99 } = requests.latencyMs;
  const cards: readonly (readonly [string, string, string])[] = [
    ["visits", arrivals.started.toLocaleString("en"), rate(arrivals.perSecond)],
    ["orders", orders.completed.toLocaleString("en"), rate(orders.perSecond)],
    ["requests", requests.count.toLocaleString("en"), rate(requests.perSecond)],
    ["failures", String(requests.failures), `${arrivals.dropped} dropped`],
    ["p50", formatMs(p50), ""],
    ["p95", formatMs(p95), ""],
    ["p99", formatMs(p99), ""],
  ];
  return `<section class="cards">${
    cards.map(([name, value, more]) =>
      `<div><span>${name}</span><b>${value}</b><span>${more}</span></div>`
    ).join("")
  }</section>`;
}

function rate(perSecond: number): string {
  return `${perSecond.toFixed(1)} a second`;
}

function tableHtml(rows: Readonly<Record<string, Measured>>): string {
  const head = [
    "",
    "count",
    "/s",
    ...RESULTS.map((result) => RESULT_NAMES[result]),
    "p50",
    "p95",
    "p99",
    "max",
  ];
  const body = Object.entries(rows).map(([name, one]) => [
    name,
    String(one.count),
    one.perSecond.toFixed(1),
    ...RESULTS.map((result) => String(one.results[result])),
    ...[one.latencyMs.p50, one.latencyMs.p95, one.latencyMs.p99].map(formatMs),
    formatMs(one.latencyMs.max),
  ]);
  const row = (cells: readonly string[], tag: string): string =>
    `<tr>${
      cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join("")
    }</tr>`;
  return `<table>${row(head, "th")}${
    body.map((cells) => row(cells, "td")).join("")
  }</table>`;
}

function provenanceHtml({ run, arrivals }: Summary): string {
  const { load } = run;
  const facts: readonly (readonly [string, string])[] = [
    ["gateway", run.url],
    ["scenario", `${run.scenario}, event ${run.events.join(", ")}`],
    [
      "load",
      load.kind === "open"
        ? `open, ${formatStages(load.stages)}, ${load.arrivals} arrivals`
        : `closed, ${load.users} users, think ${load.thinkMs.join(" to ")} ms`,
    ],
    ["took", `${run.seconds.toFixed(1)} s of ${run.plannedSeconds} s planned`],
    ["seed", String(run.seed)],
    ["generator late by (p99)", formatMs(arrivals.lagMs.p99)],
    ["made with", `${run.workers} worker(s), Deno ${run.deno}`],
  ];
  return `<table class="facts">${
    facts.map(([name, value]) =>
      `<tr><th>${name}</th><td>${escapeHtml(value)}</td></tr>`
    ).join("")
  }</table>`;
}
