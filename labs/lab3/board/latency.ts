/**
 * The panel of latency: p50, p95 and p99 of the last minute, over all paths.
 * @module
 */

import { near, type Tried } from "./try_panels.ts";

/** As Prometheus reads them out of the buckets of the mixed traffic (s). */
const MIXED = [0.20833, 0.75, 1.9] as const;

/** Units in which a second is 1, and in which it is 1000. */
const SECONDS = ["s", "dtdurations", "dtdhms", "suffix:s", "suffix: s", ""];
const MILLISECONDS = ["ms", "dtdurationms", "suffix:ms", "suffix: ms"];

/** The differences from the task; empty: there is such a panel. */
export function latencyProblems(
  { mixed, shifted, lastMinute }: {
    readonly mixed: readonly Tried[];
    readonly shifted: readonly Tried[];
    readonly lastMinute: readonly number[];
  },
): readonly string[] {
  const found = mixed.flatMap((panel, i) =>
    hasLines(panel, MIXED) ? [{ panel, later: shifted[i] }] : []
  );
  if (found.length === 0) {
    return [`no panel has p50, p95 and p99 of all paths: ${closest(mixed)}`];
  }
  const problems = found.map(({ panel, later }) =>
    [
      ...isLines(panel.type) ? [] : [`is a ${panel.type}, not a time series`],
      ...[...SECONDS, ...MILLISECONDS].includes(panel.unit)
        ? []
        : [`has the unit ${panel.unit}, and is in seconds`],
      ...later !== undefined && hasLines(later, lastMinute) ? [] : [
        "does not show the last minute: its queries look at a longer or a shorter time",
      ],
    ].map((what) => `"${panel.title}" ${what}`)
  );
  return problems.toSorted((a, b) => a.length - b.length)[0] ?? [];
}

function isLines(type: string): boolean {
  return type === "timeseries" || type === "graph";
}

/** Whether a panel has one line for each of these, and none beside them. */
function hasLines(
  { values, unit }: Tried,
  truths: readonly number[],
): boolean {
  const factor = MILLISECONDS.includes(unit) ? 1000 : 1;
  const isTruth = (value: number) =>
    truths.some((truth) => near(value, factor * truth));
  // A query of many lines is that of one quantile for each path.
  const isClear = values.every((one) => one.length <= 1 || one.every(isTruth));
  return isClear &&
    truths.every((truth) =>
      values.flat().filter((value) => near(value, factor * truth)).length === 1
    );
}

/** The values of the latency queries, to compare. */
function closest(panels: readonly Tried[]): string {
  const own = panels.flatMap(({ exprs, values }) =>
    exprs.flatMap((expr, i) =>
      /quantile|duration/.test(expr)
        ? [(values[i] ?? []).map(short).join(", ") || "nothing"]
        : []
    )
  );
  return own.length === 0
    ? "no query asks for the durations"
    : `they say ${own.map((one) => `(${one})`).join(" ")}, where it is ${
      MIXED.map(short).join(", ")
    } s`;
}

function short(value: number): string {
  return value.toPrecision(3);
}
