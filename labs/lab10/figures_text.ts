/**
 * The measured parts of a review, as text, so students do not have to copy a
 * number.
 * @module
 */

import { type Metrics, metricsText } from "../../scripts/delivery/dora/mod.ts";
import {
  failedPercent,
  stepsTable,
} from "../../scripts/load/loadgen/report/mod.ts";
import { type Evidence, type Run, usersOf } from "./evidence.ts";
import { measuredBy, type Objective } from "./objectives.ts";

/** Parts that are measured. */
const PARTS = ["slo", "load", "dora"] as const;

/** The text with each part between its marks replaced. */
export function withFigures(
  review: string,
  parts: Readonly<Partial<Record<typeof PARTS[number], string>>>,
): string {
  let text = review;
  for (const name of PARTS) {
    const part = parts[name];
    if (part === undefined) continue;
    text = text.replace(
      new RegExp(`(<!-- figures: ${name} -->)[^]*?(<!-- figures: end -->)`),
      (_, begin: string, end: string) => `${begin}\n\n${part}\n\n${end}`,
    );
  }
  return text;
}

/** The last run that held: objectives are for usual days. */
export function usualRun({ runs }: Evidence): Run | undefined {
  const closed = runs.filter((run) => usersOf(run) > 0);
  return closed.filter(({ summary: { requests } }) =>
    failedPercent(requests) <= 0.5 && (requests.latencyMs.p99 ?? Infinity) < 500
  ).at(-1) ?? closed[0];
}

/** Each objective: target, what a run has measured, whether it was kept. */
export function objectivesText(
  { file, summary }: Run,
  all: readonly Objective[],
): string {
  const rows = all.flatMap((one) => {
    const value = measuredBy(summary, one);
    if (value === undefined) return [];
    const kept = value >= one.target ? "yes" : "no";
    return [
      `| ${one.name} | ${one.target} % | ${thousandth(value)} % | ${kept} |`,
    ];
  });
  return [
    `Source: \`${file}\``,
    "",
    "| Objective | Target | Measured | Kept |",
    "| --- | ---: | ---: | --- |",
    ...rows,
  ].join("\n");
}

/** Runs, the limit, and what was used there. @param limiting what the student names */
export function loadText(
  { runs, limit }: Evidence,
  limiting: string | undefined,
): string {
  const table = stepsTable(runs.map(({ summary }) => summary));
  if (limit === undefined) return table;
  const uses = limit.steps.at(-1)?.uses ?? [];
  return [
    table,
    "",
    `- Holds: ${limit.holds ?? "-"} visits/s`,
    `- Breaking point: ${limit.breaks ?? "-"} visits/s`,
    `- Limiting resource: ${limiting ?? ""}`,
    "",
    "| At the breaking point | Used |",
    "| --- | --- |",
    ...uses.map(({ resource, share, detail }) =>
      `| ${resource} | ${detail}${share >= 0.9 ? ", used up" : ""} |`
    ),
  ].join("\n");
}

/** The five metrics, and over which time. */
export function doraText(
  metrics: Metrics,
  from: string,
  until: string,
): string {
  const rows = metricsText(metrics).split("\n")
    .map((line) => line.split(/ {2,}/)).filter((cells) => cells.length >= 4)
    .map((cells) => `| ${cells.slice(0, 3).join(" | ")} |`);
  return [
    `From: ${from}`,
    "",
    `Until: ${until}`,
    "",
    "| Metric | Value | Counted |",
    "| --- | ---: | --- |",
    ...rows,
  ].join("\n");
}

/** To a thousandth of a percent. */
function thousandth(percent: number): number {
  return Math.round(percent * 1000) / 1000;
}
