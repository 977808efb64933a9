/**
 * Commands that work on summaries: `merge`, `compare`, `schema`.
 * @module
 */

import { z } from "zod";
import {
  boolean,
  CouldNotRun,
  defineTool,
  duration,
  Exit,
  number,
  text,
  type Tool,
} from "../../../lib/cli/mod.ts";
import {
  type Compared,
  compareRuns,
  figureNames,
  MIN_INTERVALS,
  missingFigures,
} from "../result/compare.ts";
import { judge } from "../result/thresholds.ts";
import { mergeSummaries } from "../result/merge.ts";
import { formatMs } from "../report/report.ts";
import { readSummary, writeFiles } from "../report/run_files.ts";
import { LOAD_FLAGS, RUN_FLAGS } from "./flags.ts";
import { tell } from "../report/print.ts";
import type { Unevaluated } from "../result/summarize.ts";
import { Summary } from "../result/summary.ts";

/** `loadgen merge` */
export const mergeTool: Tool = defineTool({
  name: "merge",
  summary: "one summary of the parts of a run that was shared",
  flags: {
    expect: LOAD_FLAGS.expect,
    summary: RUN_FLAGS.summary,
    report: RUN_FLAGS.report,
    json: LOAD_FLAGS.json,
  },
  operands: {
    usage: "PART.json...",
    help: "summaries of generators that ran with --shares and the same --seed",
    min: 1,
    max: Infinity,
  },
  examples: ["loadgen merge part0.json part1.json --expect 'pay.p99<300ms'"],
  async run({ host, flags, operands }) {
    const parts = await Promise.all(operands.map(readSummary));
    const run = merged(parts);
    const { shares } = run.run;
    if (shares.parts.length < shares.of) {
      host.err(
        `only ${shares.parts.length} of ${shares.of} parts are here: ` +
          shares.parts.join(", "),
      );
    }
    const verdict = judge(run, { expectations: flags.expect });
    const summary = { ...run, verdict };
    await writeFiles(summary, flags);
    tell(host, summary, flags.json);
    return verdict.passed ? Exit.ok : Exit.verdictFailed;
  },
});

function merged(parts: readonly Summary[]): Unevaluated {
  try {
    return mergeSummaries(parts);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new CouldNotRun(`Cannot merge: ${error.message}`);
  }
}

/** `loadgen compare` */
export const compareTool: Tool = defineTool({
  name: "compare",
  summary: "tells a change between two runs from noise",
  flags: {
    metric: text("metric", {
      default: undefined,
      placeholder: "NAME",
      help: "only this figure, e.g. pay.p95: finds smaller changes",
    }),
    skipMs: duration("skip", {
      default: 0,
      min: 0,
      max: 3_600_000,
      help: "leaves out the start of both runs",
    }),
    tolerance: number("tolerance", {
      default: 0,
      min: 0,
      max: 1000,
      help: "exit 1 only if it got worse by more than so many percent",
    }),
    json: boolean("json", { help: "the figures as JSON" }),
  },
  operands: {
    usage: "BEFORE.json AFTER.json",
    help: "summaries of two runs (loadgen --summary FILE.json)",
    min: 2,
    max: 2,
  },
  examples: ["loadgen compare before.json after.json --metric pay.p95"],
  async run({ host, flags, operands }) {
    const [before, after] = await Promise.all(operands.map(readSummary));
    if (before === undefined || after === undefined) return Exit.couldNotRun;
    const names = figureNames(before, after);
    const { metric, tolerance, skipMs } = flags;
    if (metric !== undefined && !names.includes(metric)) {
      throw new CouldNotRun(
        `Cannot compare ${metric}: --metric must be one of ${names.join(", ")}`,
      );
    }
    differences(before, after).forEach(host.err);
    const metrics = metric === undefined ? [] : [metric];
    const compared = compareRuns(before, after, { metrics, skipMs });
    if (compared === undefined) {
      throw new CouldNotRun(
        `Cannot tell a change from noise: each run must have ` +
          `${MIN_INTERVALS} intervals, here are ` +
          `${before.intervals.length} and ${after.intervals.length}; run longer`,
      );
    }
    host.out(
      flags.json ? JSON.stringify(compared) : compared.map(line).join("\n"),
    );
    const isWorse = compared.some(({ verdict, change }) =>
      verdict === "worse" && Math.abs(change) > tolerance
    );
    const missing = metric === undefined ? missingFigures(before, after) : [];
    for (const name of missing) {
      host.err(
        `${name} is not compared: it has too few answers in one of the runs`,
      );
    }
    const isUnknown = compared.length === 0 || missing.length > 0 ||
      compared.some(({ verdict }) => verdict === "unknown");
    return isWorse
      ? Exit.verdictFailed
      : isUnknown
      ? Exit.couldNotRun
      : Exit.ok;
  },
});

/** The differences that make the two hard to compare. */
function differences(before: Summary, after: Summary): readonly string[] {
  return (["scenario", "load", "events", "timeoutMs"] as const).flatMap(
    (key) => {
      const [one, other] = [before, after].map(({ run }) =>
        JSON.stringify(run[key])
      );
      return one === other
        ? []
        : [`the runs differ in ${key}: ${one} and ${other}`];
    },
  );
}

function line({ name, unit, before, after, change, band, verdict }: Compared) {
  const show = (value: number): string =>
    Number.isNaN(value)
      ? "-"
      : unit === "ms"
      ? formatMs(value)
      : `${value.toPrecision(3)} ${unit}`;
  const sign = change > 0 ? "+" : "";
  const points = unit === "%" ? "points" : "%";
  const said = {
    better: "better",
    worse: "WORSE",
    unknown: "not measured: leave less out, or run longer",
    same: band <= 10
      ? "no change to be seen; 10 % would be"
      : "no change to be seen; nor would 10 % be, run longer",
  }[verdict];
  return `${name.padEnd(14)}${show(before).padStart(10)}  ` +
    `${show(after).padStart(10)}  ` +
    `${`${sign}${change.toFixed(1)} ${points}`.padStart(13)}  ` +
    `noise +-${band.toFixed(1)}  ${said}`;
}

/** `loadgen schema` */
export const schemaTool: Tool = defineTool({
  name: "schema",
  summary: "the JSON Schema of the summary",
  flags: {},
  run({ host }) {
    host.out(JSON.stringify(z.toJSONSchema(Summary), undefined, 2));
    return Exit.ok;
  },
});
