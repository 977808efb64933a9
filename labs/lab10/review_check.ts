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
import {
  budgetProblems,
  rangesOf,
  SLO_TEXT,
  type Spent,
  spentIn,
} from "./budgets.ts";
import { type Evidence, evidenceOf } from "./evidence.ts";
import { toString, treeOf } from "../../scripts/lib/text/markdown/mod.ts";
import { ABOUT, sectionOf, sectionsOf, tablesOf } from "./markdown.ts";
import { objectiveProblems } from "./objectives_table.ts";
import { periodIn } from "./period.ts";
import { knownOf, quotesIn, unsupportedIn } from "./numbers.ts";
import { type Objective, objectivesOf } from "./objectives.ts";

/** The topic of each section, and the words by which its heading is known. */
const SECTIONS = [
  ["SLO compliance", ABOUT.slo],
  ["load", ABOUT.load],
  ["DORA", ABOUT.dora],
  ["risks", ABOUT.risks],
  ["toil", ABOUT.toil],
  ["gaps in what can be seen", ABOUT.gaps],
  ["capacity", ABOUT.capacity],
] as const;

/** A section of less says nothing (characters, tables counted). */
const MIN_TEXT = 80;
/** Step 10.5. */
export const review: Check = {
  id: "10.5",
  task: 1,
  title: "seven sections; objectives and quoted numbers are what was measured",
  hints: [
    "Which number in your text has no measurement behind it?",
    "A review links its evidence (Lecture 10, slide 14). Each row of the SLO table names " +
    "its run as `Source: users-N.json`. Numbers that you only expect belong in section 7.",
    '"Paying had a p99 of 180 ms with 50 users" is right if users-50.json says 178 ms, ' +
    "and wrong if it says 240 ms.",
  ],
  measures:
    "sections, objectives against their run, and each quoted number against all that was measured",
  tool: "histograms of the runs, Prometheus",
  catches: [
    "a number that was never measured",
    "another target",
    "an objective kept better than measured",
  ],
  async run(context) {
    const text = await reportOf(context, 10);
    if (text === undefined) {
      return notStarted(
        "there is no submissions/lab10.md",
        "deno task lab start 10, which writes it",
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

/** The input of the check. */
export interface ReviewCase {
  readonly text: string;
  readonly evidence: Evidence;
  readonly objectives: readonly Objective[];
  readonly metrics: Metrics | undefined;
  /** The budgets of Prometheus. */
  readonly spent?: readonly Spent[];
  /** The missing parts, in words. */
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
    return notStarted(
      `nothing on ${thin.join(", ")}`,
      "step 10.5 of labs/lab10.md",
    );
  }
  const quotes = [ABOUT.slo, ABOUT.load, ABOUT.dora, ABOUT.gaps]
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
      sectionOf(text, ABOUT.slo) ?? "",
      evidence,
      objectives,
    ),
    ...budgets,
    ...riskProblems(sectionOf(text, ABOUT.risks) ?? ""),
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
    "submissions/lab10.md, and the measurements in submissions/lab10/",
  );
}

/** A risk of fewer characters says nothing of how likely, how bad, what is done. */
const MIN_RISK = 60;

/** Three, and each with what is done about it. */
function riskProblems(section: string): readonly string[] {
  const rows = tablesOf(section).flatMap(({ rows }) => rows);
  const items = rows.length > 0
    ? rows.filter((row) => row.filter((cell) => cell !== "").length >= 4)
    : risksInWords(section);
  return items.length >= 3 ? [] : [
    `${items.length} of at least 3 risks that say how likely, how bad and what is done`,
  ];
}

/** Entries of a list, else parts below headings, each of some length. */
function risksInWords(section: string): readonly string[] {
  const items = treeOf(section).children.flatMap((node) =>
    node.type === "list" ? node.children.map((item) => toString(item)) : []
  );
  const parts = sectionsOf(section).map(({ heading, body }) => heading + body);
  return [items, parts].map((all) =>
    all.filter((text) => text.length >= MIN_RISK)
  ).find((all) => all.length >= 3) ?? [];
}

/** The metrics of the period that the review names; undefined: there are none. */
async function metricsIn(
  context: CheckContext,
  text: string,
): Promise<Metrics | undefined> {
  const log = await context.read("delivery.jsonl");
  const period = periodIn(sectionOf(text, ABOUT.dora) ?? "");
  if (log === undefined || period === undefined) return undefined;
  const { deployments, incidents } = parseLog("delivery.jsonl", log);
  return metricsOf(
    await deliveredWith(gitOf("."), deployments),
    incidents,
    period,
  );
}
