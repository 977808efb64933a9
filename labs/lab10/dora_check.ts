/**
 * The five metrics of DORA, computed once more from the history and the log.
 * @module
 */

import { openGit } from "../../scripts/lib/process/mod.ts";
import {
  deliveredWith,
  type Deployment,
  gitOf,
  type Metrics,
  metricsOf,
  parseLog,
} from "../../scripts/delivery/dora/mod.ts";
import {
  type Check,
  type CheckContext,
  fail,
  type Finding,
  notStarted,
  pass,
  reportOf,
} from "../../scripts/checks/mod.ts";
import { WANTED } from "./dora_claims.ts";
import { ABOUT, sectionOf, type Table, tableWith } from "./markdown.ts";
import { periodIn } from "./period.ts";

const LOG = "delivery.jsonl";
/** Fewer deployments are an anecdote. */
const MIN = 3;

/** Step 10.3. */
export const dora: Check = {
  id: "10.3",
  task: 1,
  title: "the five DORA metrics are those that the history and the log give",
  hints: [
    "Which deployment of your log does the metric count as failed, and why?",
    "A metric means little without its definition (Lecture 10, slide 11). A failed " +
    "deployment was taken back, reverted, or paged. From: and Until: in the review limit " +
    "what counts.",
    "Ten deployments, one reverted, one followed by a page: a change fail rate of 20 %.",
  ],
  measures: "five metrics, computed once more from the log and the history",
  tool: "Git, `deno task dora`",
  catches: [
    "drills and deployments struck from the log",
    "a deployment before its commit",
    "a rate of another definition",
  ],
  async run(context) {
    const log = await context.read(LOG);
    if (log === undefined) return notStarted(`there is no ${LOG}`, "step 10.3");
    const { deployments, incidents } = parseLog(LOG, log);
    const section = sectionOf(await reportOf(context, 10) ?? "", ABOUT.dora) ??
      "";
    const period = periodIn(section);
    const table = tableWith(section, METRIC, VALUE);
    if (period === undefined || table === undefined) {
      return notStarted(
        "the review has no DORA table with From: and Until:",
        "section 3 of the review (submissions/lab10.md)",
      );
    }
    const impossible = await impossibleIn(context, deployments);
    const all = await deliveredWith(gitOf("."), deployments);
    return evaluateDora({
      metrics: metricsOf(all, incidents, period),
      table,
      impossible,
      leftOut: all.filter(({ startedAt, endedAt }) =>
        startedAt < period.from || endedAt > period.to
      ).length,
    });
  },
};

/** The input of the check. */
export interface DoraCase {
  readonly metrics: Metrics;
  readonly table: Table;
  /** Deployments that cannot have been, in words. */
  readonly impossible: readonly string[];
  /** Deployments of the log outside the period. */
  readonly leftOut: number;
}

/** Evaluates the review's figures. */
export function evaluateDora(
  { metrics, table, impossible, leftOut }: DoraCase,
): Finding {
  const bound =
    `five metrics of at least ${MIN} deployments, as deno task dora computes them`;
  const wrong = WANTED.flatMap(({ name, row, agrees }) => {
    const cells = table.rows.find(([metric = ""]) => row.test(metric));
    const claim = cells?.[table.columns.findIndex((one) => VALUE.test(one))];
    if (claim === undefined || claim === "") return [`${name} is missing`];
    return agrees(claim, metrics)
      ? []
      : [`${name}: the review says ${claim}, and the log gives another value`];
  });
  const { deployments, changes } = metrics;
  const problems = [
    ...impossible,
    ...leftOut > 0
      ? [`the period leaves out ${leftOut} of the log's deployments`]
      : [],
    ...deployments < MIN
      ? [`deployments that are not drills: ${deployments} of at least ${MIN}`]
      : [],
    ...changes === 0
      ? [
        "no deployment brought a change; the first deployment of a service does not count as one",
      ]
      : [],
    ...wrong,
  ];
  const measured = WANTED.map(({ name, text }) => `${name} ${text(metrics)}`)
    .join(", ");
  return problems.length === 0
    ? pass(`${deployments} deployments: ${measured}`, bound, metrics)
    : fail(
      problems.slice(0, 3).join("; "),
      bound,
      "deno task dora with the same period, and section 3 of the review",
      metrics,
    );
}

/** The column of names, and that of figures. */
export const METRIC = /metric|metrik|kennzahl|метрик|показател/iu;
export const VALUE = /value|figure|measured|wert|ergebnis|значени|результат/iu;

/** Nothing is deployed before it is committed, before it begins, or tomorrow. */
async function impossibleIn(
  { program, clock }: CheckContext,
  deployments: readonly Deployment[],
): Promise<readonly string[]> {
  const words: string[] = [];
  for (const { service, revision, startedAt, endedAt } of deployments) {
    const what = `${service} ${revision.slice(0, 7)}`;
    const { stdout } = await openGit(".", { program })
      .run("show", "-s", "--format=%ct", revision);
    const committed = 1000 * Number(stdout);
    if (endedAt < startedAt) words.push(`${what} ended before it began`);
    if (endedAt > clock.now() + 60_000) {
      words.push(`${what} ended in the future`);
    }
    if (startedAt < committed - 60_000) {
      words.push(`${what} was deployed before its commit`);
    }
  }
  return words;
}
