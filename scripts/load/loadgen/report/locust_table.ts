/**
 * The table that Locust prints at its end, for Lab 10: the same columns, so
 * that the two can be laid side by side. Sold out is a failure there as it is
 * to Locust, which counts every status of 400 and more.
 * @module
 */

import type { Unevaluated } from "../result/summarize.ts";
import type { Measured } from "../result/summary.ts";

const NAME_WIDTH = 40;

/** Type, name, requests, failures, average, min, max, median, rates. */
export function locustTable({ steps, requests, run }: Unevaluated): string {
  const rule = `${"-".repeat(8)}|${"-".repeat(NAME_WIDTH)}|${"-".repeat(7)}|` +
    `${"-".repeat(13)}|${"-".repeat(31)}|${"-".repeat(19)}`;
  const head = row({
    type: "Type",
    name: "Name",
    requests: "# reqs",
    failures: "# fails",
    latencies: ["Avg", "Min", "Max", "Med"],
    rates: ["req/s", "failures/s"],
  });
  return [
    head,
    rule,
    ...Object.values(steps).map((step) =>
      rowOf(step.method, step.route, step, run.seconds)
    ),
    rule,
    rowOf("", "Aggregated", requests, run.seconds),
  ].join("\n");
}

function rowOf(
  type: string,
  name: string,
  { count, results, latencyMs, perSecond }: Measured,
  seconds: number,
): string {
  const failures = count - results.ok;
  const share = count === 0 ? 0 : 100 * failures / count;
  const { mean, min, max, p50 } = latencyMs;
  return row({
    type,
    name,
    requests: String(count),
    failures: `${failures}(${share.toFixed(2)}%)`,
    latencies: [mean, min, max, p50].map((ms) => Math.round(ms ?? 0).toFixed()),
    rates: [perSecond, seconds === 0 ? 0 : failures / seconds]
      .map((rate) => rate.toFixed(2)),
  });
}

interface Cells {
  readonly type: string;
  readonly name: string;
  readonly requests: string;
  readonly failures: string;
  readonly latencies: readonly string[];
  readonly rates: readonly string[];
}

function row(
  { type, name, requests, failures, latencies, rates }: Cells,
): string {
  const [rate = "", failureRate = ""] = rates;
  return `${type.padEnd(8)} ${name.padEnd(NAME_WIDTH)} ` +
    `${requests.padStart(7)} ${failures.padStart(13)} |` +
    `${latencies.map((cell) => cell.padStart(7)).join(" ")} |` +
    `${rate.padStart(8)} ${failureRate.padStart(10)}`;
}
