/**
 * The rules, tried in cases of which the truth is known.
 * @module
 */

import { parse } from "yaml";
import { z } from "zod";
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
  type SeriesAnswer,
} from "../../scripts/adapters/prometheus/mod.ts";
import {
  AT,
  type Fact,
  FACTS,
  PAY_FACTS,
  RECORDS,
  STEP,
  WORLDS,
} from "./synthetic_series.ts";

const LOOK = "monitoring/prometheus/rules.yml, or the file that has it";

/** Step 3.7. */
export const rules: Check = {
  id: "3.7",
  task: 2,
  title: "the rules say what is true, of traffic that is known",
  hints: [
    "A share is sum(rate(good)) / sum(rate(all)): both sums, or each series is divided by itself.",
    "No 5xx yet is 1, nothing but 5xx is 0, nobody asking is no value: which side is empty when? " +
    "`or vector(0)` fills one of them, `> 0` takes the other away.",
    "(sum(rate(A[5m])) or vector(0)) / (sum(rate(B[5m])) > 0), where B is all requests and A those " +
    'whose status !~ "5.."; (1 - SLI) / 0.005 is the burn rate.',
  ],
  run: (context) => checkRules(context, FACTS, `group slo_rules in ${LOOK}`),
};

/** Step B.1. */
export const payRule: Check = {
  id: "B.1",
  task: 0,
  title: "paying has an SLI of its own",
  hints: [
    "Which label of gateway_requests_total says that it was a pay?",
    "The route's pattern is its label: /reserve/{id}/pay. Good and all are of this path both.",
    'path="/reserve/{id}/pay" into both selectors of the availability.',
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
  if (![...records].some((record) => text.includes(record))) {
    return notStarted(`no rule records ${[...records].join(" or ")}`, look);
  }
  const answers = await askSeries(context, {
    rules: files,
    cases: WORLDS,
    questions: facts.map(({ series, record }) => ({ series, expr: record })),
    step: STEP,
    at: AT,
  });
  return evaluateFacts(facts, answers, look);
}

const Rules = z.object({ groups: z.array(z.looseObject({})).min(1) });

/** Files of rules beside prometheus.yml, whatever they are called. */
export async function ruleFiles(
  { files, read }: CheckContext,
): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const path of await files(/^monitoring\/prometheus\/[^/]+\.ya?ml$/)) {
    const text = await read(path) ?? "";
    // What is no YAML is for promtool to tell, if it was meant as rules.
    const isRules = /^groups:/m.test(text) ||
      Rules.safeParse(parsed(text)).success;
    if (isRules) found[path.slice(path.lastIndexOf("/") + 1)] = text;
  }
  return found;
}

function parsed(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
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
    return pass(
      `${facts.length} of ${facts.length} answers are right`,
      bound,
      told(facts, answers),
    );
  }
  const { record, where, truth } = first.fact;
  const others = wrong.length > 1
    ? `; and ${wrong.length - 1} more of ${facts.length}`
    : "";
  return fail(
    `where ${where}, ${record} ${first.problem}${others}`,
    truth === undefined ? "no value, since nobody can say" : `${truth}`,
    look,
    told(facts, answers),
  );
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
  if (values.length > 1) {
    return `is ${values.length} series: is there a sum() around each rate?`;
  }
  if (Math.abs(value - truth) <= within) return undefined;
  const cause = Object.entries(from).find(([, wrong]) =>
    Math.abs(value - wrong) <= within
  );
  return `is ${rounded(value)}${cause === undefined ? "" : `: ${cause[0]}`}`;
}

function rounded(value: number): string {
  return Number.isFinite(value)
    ? String(Math.round(value * 1000) / 1000)
    : String(value);
}
