/**
 * The load's figures, for people.
 * @module
 */

import { OPERATIONS } from "./mix.ts";
import type { Figures } from "./tally.ts";

/** One line about the last stretch of time. */
export function progressLine(
  seconds: number,
  stretchSeconds: number,
  figures: Figures,
): string {
  const rate = (figures.visits / stretchSeconds).toFixed(1);
  return `${String(Math.round(seconds)).padStart(5)} s  ` +
    `${rate.padStart(7)} rps  ${figures.purchases} bought  ` +
    `${figures.failures} failed  ${latencyText(figures)}`;
}

/** The table at the end. */
export function summary(
  figures: Figures,
  { seconds, dropped }: { readonly seconds: number; readonly dropped: number },
): string {
  const head = ["", "ok", "sold out", "4xx", "5xx", "no answer"];
  const rows = OPERATIONS.map((operation) => {
    const of = figures.byOperation[operation];
    return [
      operation,
      of.ok,
      of.sold_out,
      of.client_error,
      of.server_error,
      of.no_answer,
    ].map(String);
  });
  const table = [head, ...rows].map(([name = "", ...cells]) =>
    name.padEnd(10) + cells.map((cell) => cell.padStart(11)).join("")
  );
  const share = figures.visits === 0
    ? 0
    : 100 * figures.failures / figures.visits;
  return [
    ...table,
    "",
    `${figures.visits} visits in ${seconds.toFixed(1)} s, ` +
    `${(figures.visits / seconds).toFixed(1)} a second` +
    (dropped > 0 ? `, ${dropped} dropped (too many at a time)` : ""),
    `completed purchases: ${figures.purchases}`,
    `failed: ${figures.failures} (${share.toFixed(2)} %)`,
    `latency: ${latencyText(figures)}`,
  ].join("\n");
}

function latencyText({ latency }: Figures): string {
  return latency === undefined
    ? "no answers"
    : `p50 ${latency.p50} ms, p95 ${latency.p95} ms, p99 ${latency.p99} ms`;
}
