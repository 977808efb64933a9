/**
 * The board: its queries, tried in traffic of which the truth is known.
 * @module
 */

import {
  type Check,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import { asksRule, FILE, type Panel, readBoard } from "./board/board.ts";
import { latencyProblems } from "./board/latency.ts";
import { saturationProblems } from "./board/saturation.ts";
import { isOne, near, type Tried, tryPanels } from "./board/try_panels.ts";
import { CASES, SHIFTED } from "./series/cases.ts";

/** The provisioned data source, and Grafana's own words for others. */
const SOURCES = [
  ...["prometheus", "Prometheus", "default", "__expr__"],
  ...["-- Mixed --", "-- Grafana --", "-- Dashboard --"],
];

/** The values that the board must show for the mixed traffic. */
const TRUE_OF = { requests: 1000 / 15, failed: 0.02 } as const;

/** Step 3.4. */
export const signals: Check = {
  id: "3.4",
  task: 1,
  title: "the board has all four signals, and each tells the truth",
  hints: [
    "For the panel that the message names: does its query give the right number, or is " +
    "its form wrong?",
    "Lecture 3, slide 6, has the four queries. histogram_quantile needs the label le to " +
    "survive the sum, and no other label. A gauge has two ends and thresholds under " +
    "fieldConfig.defaults.",
    "The 90th percentile of a database over five minutes: histogram_quantile(0.9, sum by " +
    "(le) (rate(db_query_seconds_bucket[5m]))), with the unit s.",
  ],
  measures:
    "what the board's queries answer in known traffic, and how the panels show it",
  tool: "promtool test rules",
  catches: [
    "another window, quantile, path or service",
    "a stat for the gauge, another scale, other thresholds",
    "a data source that is not provisioned",
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
      return notStarted(
        "the panels for latency and saturation still hold text and no query",
        "step 3.4",
      );
    }
    const quantiles = [0.5, 0.95, 0.99].map((share) => ({
      series: SHIFTED,
      expr: `histogram_quantile(${share}, sum by (le) ` +
        "(rate(gateway_request_duration_seconds_bucket[1m])))",
    }));
    const tried = await tryPanels(context, panels, {
      cases: CASES.filter(({ name }) => name === "mixed" || name === SHIFTED),
      others: quantiles,
    });
    return typeof tried === "string"
      ? fail(
        tried,
        "rules that load",
        "promtool check rules, for the files in monitoring/prometheus",
      )
      : evaluateSignals({
        mixed: tried.panels("mixed"),
        shifted: tried.panels(SHIFTED),
        lastMinute: tried.others.map(([value = NaN]) => value),
      });
  },
};

function placeholders(panels: readonly Panel[]): readonly Panel[] {
  return panels.filter(({ words }) => /\(Lab 3\)/.test(words));
}

/** The panels in two cases. */
export interface SignalsSeen {
  readonly mixed: readonly Tried[];
  /** Where the last minute is unlike the minutes before. */
  readonly shifted: readonly Tried[];
  /** p50, p95 and p99 of that minute. */
  readonly lastMinute: readonly number[];
}

/** Evaluates the panels. */
export function evaluateSignals(seen: SignalsSeen): Finding {
  const panels = seen.mixed;
  const bound =
    "traffic, errors, latency and saturation as step 3.4 describes them; every query " +
    "of the provisioned data source, and with data";
  const all = panels.flatMap(({ values }) => values);
  const isCounted = all.some((one) =>
    near(one.reduce((sum, value) => sum + value, 0), TRUE_OF.requests)
  );
  const failing = [TRUE_OF.failed, 100 * TRUE_OF.failed];
  const problems = [
    ...placeholders(panels).map(({ title }) =>
      `"${title}" still holds text and no query`
    ),
    ...panels.flatMap(queryProblems),
    ...latencyProblems(seen),
    ...saturationProblems(panels),
    ...all.some((one) => isOne(one, failing))
      ? []
      : ["no panel shows the share of requests that fail"],
    ...isCounted ? [] : ["no panel shows the rate of all requests"],
  ];
  return problems.length === 0
    ? pass(`${panels.length} panels, ${all.length} queries, all true`, bound)
    : fail(problems.join("; "), bound, FILE);
}

function queryProblems(
  { title, exprs, values, sources }: Tried,
): readonly string[] {
  const foreign = sources.find((uid) => !SOURCES.includes(uid));
  const empty = exprs.filter((expr, i) =>
    !asksRule(expr) && !(values[i] ?? []).some(Number.isFinite)
  );
  return [
    ...foreign === undefined
      ? []
      : [`"${title}" asks a data source ${foreign}, which is not provisioned`],
    ...empty.map((expr) => `"${title}" has no data for ${expr}`),
  ];
}
