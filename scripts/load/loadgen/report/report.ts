/**
 * A run's figures, for people.
 * @module
 */

import { RESULT_NAMES, RESULTS } from "../result/result.ts";
import type { Unevaluated } from "../result/summarize.ts";
import type { LatencyFigures, Verdict } from "../result/summary.ts";

/** The generator's own lateness beyond which its latencies are doubtful (ms). */
const MUCH_LAG_MS = 50;

/** Milliseconds in three digits, with a unit. */
export function formatMs(ms: number | null | undefined): string {
  if (ms === null || ms === undefined || Number.isNaN(ms)) return "-";
  if (ms >= 10_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${ms >= 100 ? ms.toFixed(0) : ms.toFixed(1)} ms`;
}

/** p50, p95 and p99 in a phrase. */
function latencyText(
  { p50, p95, p99 }: Pick<LatencyFigures, "p50" | "p95" | "p99">,
): string {
  return p50 === null
    ? "no answers"
    : `p50 ${formatMs(p50)}, p95 ${formatMs(p95)}, p99 ${formatMs(p99)}`;
}

/** The table at the end, and what it comes to. */
export function summaryText(run: Unevaluated): string {
  const { arrivals, orders, requests, journeys } = run;
  const all = Object.values(journeys);
  const failures = all.reduce((sum, one) => sum + one.failures, 0);
  const ended = all.reduce((sum, one) => sum + one.count, 0);
  const share = ended === 0 ? 0 : 100 * failures / ended;
  return [
    stepTable(run),
    "",
    `${arrivals.started} visits in ${run.run.seconds.toFixed(1)} s, ` +
    `${arrivals.perSecond.toFixed(1)} a second` +
    (arrivals.dropped > 0
      ? `; ${arrivals.dropped} dropped: too many at a time`
      : ""),
    ...all.some(({ buys }) => buys)
      ? [
        `completed orders: ${orders.completed}, ` +
        `${orders.perSecond.toFixed(1)} a second`,
      ]
      : [],
    `failed visits: ${failures} (${share.toFixed(2)} %)`,
    `latency of all requests: ${latencyText(requests.latencyMs)}`,
    ...warnings(run),
    `seed ${run.run.seed}`,
  ].join("\n");
}

function stepTable({ steps }: Unevaluated): string {
  const rows = [
    ["", ...RESULTS.map((result) => RESULT_NAMES[result]), "p50", "p95", "p99"],
    ...Object.entries(steps).map(([name, { results, latencyMs }]) => [
      name,
      ...RESULTS.map((result) => String(results[result])),
      formatMs(latencyMs.p50),
      formatMs(latencyMs.p95),
      formatMs(latencyMs.p99),
    ]),
  ];
  return rows.map(([name = "", ...cells]) =>
    name.padEnd(8) + cells.map((cell) => cell.padStart(10)).join("")
  ).join("\n");
}

/** The reasons to doubt the figures. */
function warnings({ run, arrivals }: Unevaluated): readonly string[] {
  const lag = arrivals.lagMs.p99 ?? 0;
  if (run.load.kind === "closed") {
    return [
      "closed model: who waits sends nothing, so stalls count too little",
    ];
  }
  return lag > MUCH_LAG_MS
    ? [
      `the generator itself was late (p99 ${formatMs(lag)}): ` +
      "latencies include that; give it a core, or less to do",
    ]
    : [];
}

/** The verdict in words, one line each; empty when nothing was asked. */
export function verdictText(
  { passed, reasons, expectations }: Verdict,
): readonly string[] {
  if (!passed) return reasons.map((reason) => `failed: ${reason}`);
  return expectations.length === 0
    ? []
    : [`passed: ${expectations.map(({ text }) => text).join(", ")}`];
}

/** True when not even a bad answer came. */
export function nobodyAnswered({ steps }: Pick<Unevaluated, "steps">): boolean {
  return Object.values(steps)
    .every(({ statuses }) => Object.keys(statuses).length === 0);
}
