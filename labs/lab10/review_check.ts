/**
 * The review itself: seven sections, objectives as they were measured, and no
 * number that nothing bears out.
 * @module
 */

import {
  deliveredWith,
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
import { periodIn } from "./dora_check.ts";
import {
  budgetProblems,
  rangesOf,
  SLO_TEXT,
  type Spent,
  spentIn,
} from "./budgets.ts";
import { type Evidence, evidenceOf } from "./evidence.ts";
import {
  cellOf,
  isRounded,
  sectionOf,
  tablesOf,
  tableWith,
  valueOf,
} from "./markdown.ts";
import { knownOf, quotesIn, unsupportedIn } from "./numbers.ts";
import { measuredBy, type Objective, objectivesOf } from "./objectives.ts";

/** What each section is about, and the words by which its heading is known. */
const SECTIONS = [
  ["SLO compliance", /slo|objective/i],
  ["load", /load/i],
  ["DORA", /dora/i],
  ["risks", /risk/i],
  ["toil", /toil/i],
  ["gaps in what can be seen", /gap|blind/i],
  ["capacity", /capacity/i],
] as const;

/** A section of less says nothing (characters, tables counted). */
const MIN_TEXT = 80;
/** Objectives that the load touches. */
const MIN_OBJECTIVES = 4;

/** Step 10.5. */
export const review: Check = {
  id: "10.5",
  task: 1,
  title: "seven sections; objectives and quoted numbers are what was measured",
  hints: [
    "Seven headings: SLO, load, DORA, risks, toil, gaps, capacity. Each says something.",
    "The SLO table has a row for each of monitoring/slo that the load touches, and says " +
    "`Source: users-N.json`: the shares are computed from that file.",
    "A number with ms, %, RPS or orders must be in a summary, in limit.json or in deno task " +
    "dora, rounded as you like. What you only expect belongs into section 7.",
  ],
  async run(context) {
    const text = await reportOf(context, 10);
    if (text === undefined) {
      return notStarted(
        "there is no submissions/lab10.md",
        "deno task lab start 10",
      );
    }
    const evidence = await evidenceOf(context);
    const objectives = await objectivesOf(context);
    const metrics = await metricsIn(context, text);
    const spent = spentIn(await context.read(SLO_TEXT) ?? "");
    const ranges = spent.length === 0 ? new Map() : await rangesOf(context);
    const budgets = budgetProblems(spent, ranges);
    return evaluateReview({
      text,
      evidence,
      objectives,
      metrics,
      spent,
      budgets,
    });
  },
};

/** What the check has before it. */
export interface ReviewCase {
  readonly text: string;
  readonly evidence: Evidence;
  readonly objectives: readonly Objective[];
  readonly metrics: Metrics | undefined;
  /** What Prometheus said of budgets. */
  readonly spent?: readonly Spent[];
  /** What it does not say, in words. */
  readonly budgets?: readonly string[];
}

/** Evaluates a review. */
export function evaluateReview(
  { text, evidence, objectives, metrics, spent = [], budgets = [] }: ReviewCase,
): Finding {
  const bound =
    "seven sections; each objective as its source has it; every quoted number measured";
  if (evidence.runs.length === 0) {
    return notStarted("nothing was measured yet", "step 10.1");
  }
  const thin = SECTIONS.filter(([, heading]) =>
    (sectionOf(text, heading) ?? "").replaceAll(/[\s|:-]|<!--[^]*?-->/g, "")
      .length < MIN_TEXT
  ).map(([name]) => name);
  if (thin.length > 4) {
    return notStarted(`nothing on ${thin.join(", ")}`, "labs/lab10.md, 10.5");
  }
  const quotes = [/slo|objective/i, /load/i, /dora/i, /gap|blind/i]
    .flatMap((heading) => quotesIn(sectionOf(text, heading) ?? ""));
  const known = knownOf(evidence, objectives, metrics);
  const percents = [
    ...known.get("%") ?? [],
    ...spent.map(({ percent }) => percent),
  ];
  const strangers = unsupportedIn(quotes, new Map([...known, ["%", percents]]));
  const problems = [
    ...thin.length > 0 ? [`too little on ${thin.join(", ")}`] : [],
    ...objectiveProblems(
      sectionOf(text, /slo|objective/i) ?? "",
      evidence,
      objectives,
    ),
    ...budgets,
    ...riskProblems(sectionOf(text, /risk/i) ?? ""),
    ...strangers.map(({ text }) =>
      `"${text}" is in no summary, nor in limit.json or the DORA metrics`
    ),
  ];
  const measured =
    `${
      SECTIONS.length - thin.length
    } sections, ${objectives.length} objectives, ` +
    `${quotes.length} quoted numbers`;
  return problems.length === 0 ? pass(measured, bound, { quotes }) : fail(
    problems.slice(0, 3).join("; "),
    bound,
    "submissions/lab10.md and submissions/lab10/",
  );
}

/** Objectives whose figures are not those of their source. */
function objectiveProblems(
  section: string,
  { runs }: Evidence,
  objectives: readonly Objective[],
): readonly string[] {
  const table = tableWith(
    section,
    /objective|slo/,
    /target/,
    /measured|actual/,
  );
  if (table === undefined) {
    return ["section 1 has no table with Objective, Target, Measured"];
  }
  const source = /[\w.-]+\.json/.exec(valueOf(section, /source/i) ?? section)
    ?.[0];
  const run = runs.find(({ file }) => file === source);
  if (run === undefined) {
    return [`section 1 names no run as its source: ${source ?? "none"}`];
  }
  const problems: string[] = [];
  let found = 0;
  for (const objective of objectives) {
    const row = table.rows.find(([name = ""]) => name.includes(objective.name));
    const value = measuredBy(run.summary, objective);
    if (row === undefined) continue;
    found++;
    const [target, measured] = [/target/, /measured|actual/].map((one) =>
      cellOf(table, row, one)
    );
    const kept = cellOf(table, row, /kept|met|verdict/);
    if (target === undefined || !isRounded(target, objective.target)) {
      problems.push(
        `${objective.name}: its target is ${objective.target} %, not ${target}`,
      );
    }
    if (value === undefined || measured === undefined) {
      problems.push(`${objective.name}: ${run.file} has no such request`);
    } else if (!isRounded(measured, value)) {
      problems.push(
        `${objective.name}: the review says ${
          measured || "nothing"
        }, ${run.file} has ` +
          `${Number(value.toPrecision(5))} %`,
      );
    } else if (
      /\S/.test(kept) &&
      /yes|kept|met|✅/i.test(kept) !== value >= objective.target
    ) {
      problems.push(
        `${objective.name}: ${measured} of ${target} is said to be "${kept}"`,
      );
    }
  }
  if (found < Math.min(MIN_OBJECTIVES, objectives.length)) {
    problems.push(
      `${found} of ${objectives.length} objectives are in the table`,
    );
  }
  return problems;
}

/** Three, and each with what is done about it. */
function riskProblems(section: string): readonly string[] {
  const rows = tablesOf(section).flatMap(({ rows }) => rows);
  const items = rows.length > 0
    ? rows.filter((row) => row.filter((cell) => cell !== "").length >= 4)
    : section.split("\n").filter((line) =>
      /^\s*(?:\d+[.)]|[-*])\s+\S.{60,}/.test(line)
    );
  return items.length >= 3 ? [] : [
    `${items.length} risks with how likely, how bad and what is done; three are asked`,
  ];
}

/** The metrics of the period that the review names; undefined: there are none. */
async function metricsIn(
  context: CheckContext,
  text: string,
): Promise<Metrics | undefined> {
  const log = await context.read("delivery.jsonl");
  const period = periodIn(sectionOf(text, /dora/i) ?? "");
  if (log === undefined || period === undefined) return undefined;
  const { deployments, incidents } = parseLog("delivery.jsonl", log);
  return metricsOf(
    await deliveredWith(gitOf("."), deployments),
    incidents,
    period,
  );
}
