/**
 * The rules, tried in cases of which the truth is known.
 * @module
 */

import {
  type Check,
  type CheckContext,
  fail,
  type Finding,
  notStarted,
  pass,
  passWithRemark,
} from "../../scripts/checks/mod.ts";
import {
  askSeries,
  type SeriesAnswer,
} from "../../scripts/adapters/prometheus/mod.ts";
import { recordedIn, ruleFiles, slowGroups } from "./rules/rule_files.ts";
import { CASES } from "./series/cases.ts";
import { type Fact, FACTS, PAY_FACTS, RECORDS } from "./series/facts.ts";
import { AT, STEP } from "./series/traffic.ts";

const LOOK = "monitoring/prometheus/rules.yml, or the file that has it";

/** Step 3.7. */
export const rules: Check = {
  id: "3.7",
  task: 2,
  title: "the rules say what is true, of traffic that is known",
  hints: [
    "In the case that the message names: which side of your division has no series?",
    "Divide sums by sums, and never read an empty result as zero (Lecture 3, slide 11). " +
    "`or vector(0)` adds a zero where a series is missing, and `> 0` removes one.",
    'The share of mails that arrived: (sum(rate(mail_sent_total{result="ok"}[5m])) or ' +
    "vector(0)) / (sum(rate(mail_sent_total[5m])) > 0). It is 0 if all fail, and has no " +
    "value if none is sent.",
  ],
  measures: "what three rules record in thirteen cases of known traffic",
  tool: "promtool test rules",
  catches: [
    "another window, offset or irate",
    "missing corner cases",
    "4xx, single statuses, single paths",
    "a wrong bucket or budget",
  ],
  run: (context) => checkRules(context, FACTS, `group slo_rules in ${LOOK}`),
};

/** Step B.1. */
export const payRule: Check = {
  id: "B.1",
  task: 0,
  title: "paying has an SLI of its own",
  hints: [
    "Which label of gateway_requests_total tells a payment from other requests?",
    "The label path is the route's pattern and not the address that the customer typed. " +
    "Both sides of the division must look at the same path (Lecture 3, slide 12).",
    'For reading one event alone, both selectors get path="/events/{id}", and the corners ' +
    "stay as they are.",
  ],
  measures: "what the rule of paying records in twelve cases of known traffic",
  tool: "promtool test rules",
  catches: [
    "other paths",
    "another window",
    "missing corner cases",
  ],
  run: (context) => checkRules(context, PAY_FACTS, `${RECORDS.pay} in ${LOOK}`),
};

async function checkRules(
  context: CheckContext,
  facts: readonly Fact[],
  look: string,
): Promise<Finding> {
  const files = await ruleFiles(context);
  const text = Object.values(files).join("\n");
  const records = new Set(facts.map(({ record }) => record));
  const missing = [...records].filter((record) => !text.includes(record));
  if (missing.length === records.size) {
    return notStarted(`no rule records ${missing.join(" or ")}`, look);
  }
  const answers = await askSeries(context, {
    rules: files,
    cases: CASES.filter(({ name }) =>
      facts.some(({ series }) => series === name)
    ),
    questions: facts.map(({ series, record }) => ({ series, expr: record })),
    step: STEP,
    at: AT,
  });
  const finding = evaluateFacts(facts, answers, look);
  const [slow] = slowGroups(files, records);
  return finding.verdict === "pass" && slow !== undefined
    ? fail(
      `${slow}: its values are older than the lab allows`,
      "an interval of 30 s, as in the group of step 3.7",
      look,
    )
    : withNames(finding, missing, recordedIn(files));
}

/** A rule by a name that is nearly right is easy to overlook. */
function withNames(
  finding: Finding,
  missing: readonly string[],
  recorded: readonly string[],
): Finding {
  if (finding.verdict !== "fail" || missing.length === 0) return finding;
  return {
    ...finding,
    measured: `no rule records ${missing.join(" or ")} (the files record ${
      recorded.join(", ") || "nothing"
    })`,
    bound: "the names of step 3.7, letter by letter",
  };
}

/** Evaluates what the rules say of each series. */
export function evaluateFacts(
  facts: readonly Fact[],
  answers: readonly SeriesAnswer[] | string,
  look: string,
): Finding {
  const bound = facts.map(({ series, record, truth }) =>
    `${record} ${truth ?? "nothing"} (${series})`
  )
    .join(", ");
  if (typeof answers === "string") {
    return fail(
      `promtool cannot read the rules: ${answers}`,
      "rules that load",
      look,
    );
  }
  const wrong = facts.flatMap((fact, i) => {
    const problem = problemOf(fact, answers[i]);
    return problem === undefined ? [] : [{ fact, problem }];
  });
  const [first] = wrong;
  if (first === undefined) {
    const measured = `${facts.length} of ${facts.length} answers are right`;
    const divided = facts.filter((_, i) => isDividedByZero(answers[i]));
    return divided.length === 0
      ? pass(measured, bound, told(facts, answers))
      : passWithRemark(
        measured,
        bound,
        `where ${divided[0]?.where}, ${
          divided[0]?.record
        } divides 0 by 0 and ` +
          "records NaN: without requests it should record nothing",
        told(facts, answers),
      );
  }
  const { record, where, truth } = first.fact;
  const others = wrong.length > 1
    ? `; ${wrong.length - 1} more of ${facts.length} cases are wrong, too`
    : "";
  return fail(
    `where ${where}, ${record} ${first.problem}${others}`,
    truth === undefined ? "no value" : `${record} is ${truth}`,
    look,
    told(facts, answers),
  );
}

/** NaN counts as no value, and a board or an alert may read it as one. */
function isDividedByZero(answer: SeriesAnswer | undefined): boolean {
  return answer?.kind === "samples" &&
    answer.samples.some(({ value }) => Number.isNaN(value));
}

/** What each rule said, for the evidence; null: nothing. */
function told(
  facts: readonly Fact[],
  answers: readonly SeriesAnswer[],
): readonly unknown[] {
  return facts.map(({ series, record }, i) => {
    const answer = answers[i];
    const value = answer?.kind === "samples"
      ? answer.samples[0]?.value
      : undefined;
    return { series, record, value: Number.isFinite(value) ? value : null };
  });
}

function problemOf(
  { truth, within, from = {} }: Fact,
  answer: SeriesAnswer | undefined,
): string | undefined {
  if (answer === undefined || answer.kind === "refused") {
    return "was not answered";
  }
  const values = answer.samples.map(({ value }) => value);
  const [value] = values;
  const isNothing = value === undefined || values.every(Number.isNaN);
  if (truth === undefined) {
    return isNothing ? undefined : `is ${rounded(value)}`;
  }
  if (value === undefined) return "has no value";
  if (Number.isNaN(value)) return "is not a number (0 divided by 0)";
  if (values.length > 1) {
    const labels = differing(answer.samples.map(({ metric }) => metric));
    return `is ${values.length} series${
      labels.length === 0 ? "" : `, one for each ${labels.join(" and ")}`
    }`;
  }
  if (Math.abs(value - truth) <= within) return undefined;
  const cause = Object.entries(from).find(([, wrong]) =>
    Math.abs(value - wrong) <= within
  );
  return `is ${rounded(value)}${cause === undefined ? "" : `, ${cause[0]}`}`;
}

/** Names of labels that are not the same for all. */
function differing(
  all: readonly Readonly<Record<string, string>>[],
): readonly string[] {
  const names = new Set(all.flatMap((labels) => Object.keys(labels)));
  return [...names].filter((name) =>
    name !== "__name__" && new Set(all.map((one) => one[name])).size > 1
  );
}

/** Three digits, so that 0.999 does not look like 1. */
function rounded(value: number): string {
  return Number.isFinite(value)
    ? String(Number(value.toPrecision(3)))
    : String(value);
}
