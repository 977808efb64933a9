/**
 * Simulates alerts during an incident: Prometheus's own engine plays it,
 * and is asked when which alert fired.
 *
 * promtool compares queries with what a test expects. These tests expect
 * nothing, so that it prints what there was.
 * @module
 */

import { dirname } from "node:path";
import { stringify } from "yaml";
import type { Incident } from "./incidents.ts";
import { formatPromDuration } from "../../lib/text/mod.ts";
import {
  findPromtool,
  type PromtoolHost,
} from "../../adapters/prometheus/mod.ts";
import {
  evaluateIncident,
  type Paged,
  type Simulated,
} from "./evaluate_incident.ts";
import type { Slo } from "./spec.ts";
import { inputSeries } from "./traffic.ts";

/** How finely is looked. */
export interface Resolution {
  /** Time between two samples (ms). */
  readonly stepMs: number;
  /** Time between two evaluations (ms): what times to detect are true to. */
  readonly evaluationMs: number;
  /** How long a page may go on after its cause has ended (ms). */
  readonly graceMs: number;
}

/** For periods of days. */
const REAL_RESOLUTION: Resolution = {
  stepMs: 30_000,
  evaluationMs: 60_000,
  graceMs: 15 * 60_000,
};

/** One incident with the specification it is about. */
export interface Case {
  readonly incident: Incident;
  readonly slo: Slo;
}

/** A rule file. */
export interface RuleFile {
  readonly path: string;
  readonly text: string;
}

/** Plays every case against the rules. */
export async function simulate(
  host: PromtoolHost,
  rules: readonly RuleFile[],
  cases: readonly Case[],
  resolution: Resolution = REAL_RESOLUTION,
): Promise<readonly Simulated[]> {
  const bySlo = Map.groupBy(cases, ({ slo }) => slo.name);
  const folder = await Deno.makeTempDir();
  try {
    await Deno.chmod(folder, 0o755); // a container reads it as another user
    const promtool = await findPromtool(host, [
      folder,
      ...new Set(rules.map(({ path }) => dirname(path))),
    ]);
    const played = await Promise.all([...bySlo].map(async ([name, some]) => {
      const file = `${folder}/${name}.yaml`;
      const files = relevant(rules, name).map(({ path }) => path);
      await Deno.writeTextFile(file, testFile(files, some, resolution));
      const { stdout, stderr } = await promtool("test", "rules", file);
      return some.map((one, index) =>
        evaluateIncident(
          one.incident,
          answers(`${stdout}\n${stderr}`, index),
          resolution,
        )
      );
    }));
    const byIncident = new Map(
      played.flat().map((one) => [one.incident, one]),
    );
    return cases.flatMap(({ incident }) => byIncident.get(incident) ?? []);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Rules that name the objective; where none does, any may be about it. */
function relevant(
  rules: readonly RuleFile[],
  slo: string,
): readonly RuleFile[] {
  const naming = rules.filter(({ text }) => text.includes(slo));
  return naming.length > 0 ? naming : rules;
}

function testFile(
  ruleFiles: readonly string[],
  cases: readonly Case[],
  { stepMs, evaluationMs }: Resolution,
): string {
  const step = formatPromDuration(stepMs);
  return stringify({
    rule_files: ruleFiles,
    evaluation_interval: formatPromDuration(evaluationMs),
    tests: cases.map(({ incident, slo }, index) => ({
      name: incident.name,
      interval: step,
      input_series: inputSeries(
        slo,
        incident.phases.map(({ ms, rps, errors }) => ({
          steps: Math.max(1, Math.round(ms / stepMs)),
          perStep: rps * stepMs / 1000,
          errors,
        })),
      ),
      promql_expr_test: [{
        expr: firings(index, totalMs(incident), step),
        eval_time: formatPromDuration(totalMs(incident)),
        exp_samples: [],
      }],
    })),
  }, { lineWidth: 0, aliasDuplicateObjects: false });
}

/** One sample for each minute in which a page fired: its label tells when. */
function firings(index: number, ms: number, step: string): string {
  const page = 'ALERTS{alertstate="firing",severity="page"}';
  const range = `[${formatPromDuration(ms)}:${step}]`;
  return `label_replace(${
    ["min", "max"].map((which) =>
      `label_replace(${which}_over_time(max(timestamp(${page}))${range}), ` +
      `"which", "${which}", "", "")`
    ).join(" or ")
  }, "case", "${index}", "", "")`;
}

/** First and last moment of a page, from promtool's complaint (ms). */
function answers(
  text: string,
  index: number,
): Paged {
  const found: Record<string, number> = {};
  for (
    const [, which = "", value] of text.matchAll(
      new RegExp(`\\{case="${index}", which="(min|max)"\\} ([\\d.E+-]+)`, "g"),
    )
  ) found[which] = Number(value) * 1000;
  const { min, max } = found;
  return min === undefined || max === undefined
    ? {}
    : { first: min, last: max };
}

function totalMs({ phases }: Incident): number {
  return phases.reduce((sum, { ms }) => sum + ms, 0);
}
