/**
 * Runs side by side, as Lab 10's review has them: a Markdown table, a row a run.
 * @module
 */

import type { Measured, Summary } from "../result/summary.ts";

/** The names of the columns. */
const STEP_COLUMNS = [
  "Users",
  "Ramp",
  "RPS",
  "p50 ms",
  "p95 ms",
  "p99 ms",
  "Failed %",
  "409",
  "Orders",
] as const;

/** A row; null where nothing was measured, or the model has no such thing. */
export function stepRow(
  { run, requests, orders }: Summary,
): readonly (number | null)[] {
  const { load } = run;
  const { p50, p95, p99 } = requests.latencyMs;
  return [
    load.kind === "closed" ? load.users : null,
    load.kind === "closed" ? load.ramp : null,
    requests.perSecond,
    p50,
    p95,
    p99,
    failedPercent(requests),
    requests.results.sold_out,
    orders.completed,
  ].map((value) => value === null ? null : short(value));
}

/** 5xx, refused, timed out and broken off, of all; 0 to 100. */
export function failedPercent({ count, failures }: Measured): number {
  return count === 0 ? 0 : 100 * failures / count;
}

/** The table. */
export function stepsTable(summaries: readonly Summary[]): string {
  const rows = summaries.map((one) =>
    stepRow(one).map((value) => value === null ? "-" : String(value))
  );
  return [
    [...STEP_COLUMNS],
    STEP_COLUMNS.map(() => "---:"),
    ...rows,
  ].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Three digits are what a run can tell; whole numbers stay whole. */
function short(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(3));
}
