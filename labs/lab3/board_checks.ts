/**
 * The board: its queries, tried in a series of which the truth is known.
 * @module
 */

import {
  type Check,
  type CheckContext,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import {
  askSeries,
  type Question,
  type SeriesAnswer,
} from "../../scripts/adapters/prometheus/mod.ts";
import { asksRule, type Panel, readBoard } from "./board.ts";
import { ruleFiles } from "./rules_check.ts";
import { AT, RECORDS, STEP, WORLDS } from "./synthetic_series.ts";

const FILE = "monitoring/grafana/dashboards/golden-signals.json";

/** The data source that is provisioned; the others are Grafana's own words for it. */
const SOURCES = ["prometheus", "default", "-- Mixed --", "-- Grafana --"];

/** A panel, and what its queries answer in a series. */
export interface Tried extends Panel {
  /** Values by query. */
  readonly values: readonly (readonly number[])[];
}

/** Step 3.4. */
export const signals: Check = {
  id: "3.4",
  task: 1,
  title: "the board has all four signals, and each tells the truth",
  hints: [
    "Edit the JSON; Grafana reads the file again within ten seconds. A panel that is there " +
    "already is the model: copy it, change title, query, unit.",
    "histogram_quantile(0.99, sum by (le) (rate(..._bucket[1m]))): le must survive the sum, and " +
    "nothing else should.",
    "Latency: three queries, 0.5, 0.95 and 0.99, unit s. Saturation: events_db_pool_size as a gauge, " +
    "0 to 10. Both in the places of the two panels of words.",
  ],
  async run(context) {
    const panels = await readBoard(context);
    if (panels === undefined) {
      return notStarted("there is no board of the golden signals", FILE);
    }
    if (typeof panels === "string") {
      return fail(panels, "a board that Grafana reads", FILE);
    }
    if (placeholders(panels).length === 2) {
      return notStarted("latency and saturation are still words", "step 3.4");
    }
    const tried = await tryPanels(context, panels, ["mixed"]);
    return typeof tried === "string"
      ? fail(tried, "rules that load", "monitoring/prometheus")
      : evaluateSignals(tried("mixed"));
  },
};

function placeholders(panels: readonly Panel[]): readonly Panel[] {
  return panels.filter(({ words }) => /\(Lab 3\)/.test(words));
}

/** What the board must say of the mixed traffic. */
const TRUE_OF = {
  requests: 1000 / 15,
  failed: 0.02,
  /** As Prometheus reads them out of the buckets. */
  quantiles: { p50: 0.20833, p95: 0.75, p99: 2 },
  connections: 4,
  most: 10,
} as const;

/** Evaluates the panels, with their values in the mixed series. */
export function evaluateSignals(panels: readonly Tried[]): Finding {
  const bound =
    "traffic, errors, p50, p95 and p99 in one panel, connections in use; every query " +
    "of the provisioned data source, and with data";
  const problems: string[] = placeholders(panels).map(({ title }) =>
    `"${title}" is still words`
  );
  for (const { title, exprs, values, sources } of panels) {
    const foreign = sources.find((uid) => !SOURCES.includes(uid));
    if (foreign !== undefined) {
      problems.push(`"${title}" asks a data source ${foreign}`);
    }
    for (const [i, expr] of exprs.entries()) {
      const answer = values[i] ?? [];
      if (!asksRule(expr) && !answer.some(Number.isFinite)) {
        problems.push(`"${title}" has no data for ${expr}`);
      }
    }
  }
  const { quantiles, requests, failed, connections, most } = TRUE_OF;
  const hasQuantiles = panels.some(({ values, unit }) =>
    Object.values(quantiles).every((truth) =>
      values.some((one) => isOne(one, [truth * (unit === "ms" ? 1000 : 1)]))
    )
  );
  if (!hasQuantiles) {
    problems.push(`no panel has p50, p95 and p99: ${closest(panels)}`);
  }
  const all = panels.flatMap(({ values }) => values);
  const has = (truths: readonly number[]) =>
    all.some((one) => isOne(one, truths));
  if (!has([connections, connections / most, 100 * connections / most])) {
    problems.push(`no panel shows the ${connections} connections in use`);
  }
  if (!has([failed, 100 * failed])) {
    problems.push("no panel shows that 2 % fail");
  }
  const isCounted = all.some((one) =>
    near(one.reduce((sum, value) => sum + value, 0), requests)
  );
  if (!isCounted) problems.push("no panel shows all requests");
  return problems.length === 0
    ? pass(`${panels.length} panels, ${all.length} queries, all true`, bound)
    : fail(problems.join("; "), bound, FILE);
}

/** What the queries of the latency say instead, to compare. */
function closest(panels: readonly Tried[]): string {
  const { p50, p95, p99 } = TRUE_OF.quantiles;
  const own = panels.flatMap(({ exprs, values }) =>
    exprs.flatMap((expr, i) =>
      /quantile|duration/.test(expr)
        ? [(values[i] ?? []).map(short).join(", ") || "nothing"]
        : []
    )
  );
  const wanted = [p50, p95, p99].map(short).join(", ");
  return own.length === 0
    ? "no query of the durations"
    : `they say ${
      own.map((one) => `(${one})`).join(" ")
    }, where it is ${wanted}`;
}

/** Step 3.9. */
export const gauge: Check = {
  id: "3.9",
  task: 2,
  title: "a gauge shows the availability against 99.5 %",
  hints: [
    "Ask for the recorded series, times 100: what boards and alerts show must be one thing.",
    "Unit percent, min 99, max 100, a threshold at 99.5.",
    '"thresholds": { "mode": "absolute", "steps": [{ "value": null, "color": "red" }, ' +
    '{ "value": 99.5, "color": "green" }] } in fieldConfig.defaults of a panel of type gauge.',
  ],
  async run(context) {
    const panels = await readBoard(context);
    if (panels === undefined) {
      return notStarted("there is no board of the golden signals", FILE);
    }
    if (typeof panels === "string") {
      return fail(panels, "a board that Grafana reads", FILE);
    }
    const tried = await tryPanels(context, panels, [
      "mixed",
      "recent",
      "silent",
    ]);
    return typeof tried === "string"
      ? fail(tried, "rules that load", "monitoring/prometheus")
      : evaluateGauge({
        mixed: tried("mixed"),
        recent: tried("recent"),
        silent: tried("silent"),
      });
  },
};

/** Evaluates the gauge by three cases: 98 %, 70 % over five minutes, and nobody asks. */
export function evaluateGauge(
  { mixed, recent, silent }: Readonly<
    Record<"mixed" | "recent" | "silent", readonly Tried[]>
  >,
): Finding {
  const bound =
    "100 times the recorded availability, a scale from 99 to 100, a threshold at 99.5";
  const i = mixed.findIndex(({ values }) =>
    values.some((one) => isOne(one, [98, 0.98]))
  );
  const panel = mixed[i];
  if (panel === undefined) {
    return notStarted(`no panel shows ${RECORDS.availability}`, "step 3.9");
  }
  const scale = panel.values.some((one) => isOne(one, [98])) ? 100 : 1;
  const short = recent[i]?.values.flat() ?? [];
  const quiet = silent[i]?.values.flat().filter(Number.isFinite) ?? [];
  const problems = [
    ...short.every((value) => Math.abs(value / scale - 0.7) > 0.02)
      ? [
        `it is not of the five minutes of the rule: ${
          short.join() || "nothing"
        }`,
      ]
      : [],
    ...quiet.length > 0 ? [`where nobody asks it shows ${quiet.join()}`] : [],
    ...panel.thresholds.some((one) => Math.abs(one / scale - 0.995) < 1e-6)
      ? []
      : ["no threshold at 99.5"],
    ...panel.max === scale
      ? []
      : [`its scale ends at ${panel.max ?? "no value"}`],
    ...(panel.min ?? 0) / scale >= 0.9
      ? []
      : [`its scale begins at ${panel.min ?? "no value"}`],
    ...panel.unit === (scale === 100 ? "percent" : "percentunit")
      ? []
      : [`its unit is ${panel.unit || "none"}`],
  ];
  return problems.length === 0
    ? pass(
      `"${panel.title}": 98 % where 2 % fail, nothing where nobody asks`,
      bound,
    )
    : fail(`"${panel.title}": ${problems.join("; ")}`, bound, FILE);
}

/** The panels with their values, by series; or why the rules cannot be read. */
async function tryPanels(
  context: CheckContext,
  panels: readonly Panel[],
  cases: readonly string[],
): Promise<((series: string) => readonly Tried[]) | string> {
  const questions: readonly Question[] = cases.flatMap((series) =>
    panels.flatMap(({ exprs }) => exprs.map((expr) => ({ series, expr })))
  );
  const answers = await askSeries(context, {
    rules: await ruleFiles(context),
    cases: WORLDS.filter(({ name }) => cases.includes(name)),
    questions,
    step: STEP,
    at: AT,
  });
  if (typeof answers === "string") return answers;
  let next = 0;
  const tried = new Map(cases.map((series) => [
    series,
    panels.map((panel) => ({
      ...panel,
      values: panel.exprs.map(() => valuesOf(answers[next++])),
    })),
  ]));
  return (series) => tried.get(series) ?? [];
}

function valuesOf(answer: SeriesAnswer | undefined): readonly number[] {
  return answer?.kind === "samples"
    ? answer.samples.map(({ value }) => value)
    : [];
}

/** It is one value, and one of these. */
function isOne(values: readonly number[], truths: readonly number[]): boolean {
  const [value, ...more] = values;
  return value !== undefined && more.length === 0 &&
    truths.some((truth) => near(value, truth));
}

function near(value: number, truth: number): boolean {
  return Math.abs(value - truth) <= 0.005 * Math.abs(truth);
}

function short(value: number): string {
  return value.toPrecision(3);
}
