/**
 * An analysis in the place of a person: it must promote a good version, take
 * back a bad one, and decide nothing without visitors.
 * @module
 */

import {
  type Check,
  couldNotVerify,
  fail,
  type Finding,
  pass,
} from "../../scripts/checks/mod.ts";
import { goodVersion } from "./canary_checks.ts";
import { FEWEST } from "./canary_customers.ts";
import { evaluatePlans, evaluateWrittenPlans } from "./gateway_rollout.ts";
import { writtenAnalysis } from "./written_analysis.ts";
import { evaluateJudged, type Tried, tried, triedText } from "./try_version.ts";

/** The most requests that still count as no traffic. */
const NO_TRAFFIC = 5;

/** Step B.1. */
export const judged: Check = {
  id: "B.1",
  task: 0,
  title: "an analysis decides, not a clock and not a person",
  hints: [
    "Which step of your plan could refuse a version without a person?",
    "An analysis asks a metric and decides (Lecture 7, slide 3). It must run while some " +
    "customers have the version and others do not.",
    "- analysis: { templates: [{ templateName: mail-quality }], args: [{ name: version, " +
    "valueFrom: { podTemplateHashValue: Latest } }] } between two weights.",
  ],
  measures: "whether an analysis runs while some have the version, and not all",
  tool: "the plan as written and in force",
  catches: [
    "time or a person in the place of an analysis",
    "an analysis that comes too late, or names no template",
  ],
  written: (context) => evaluateWrittenPlans(context, evaluateJudged),
  run: (context) => evaluatePlans(context, evaluateJudged),
};

/** Step B.2. */
export const promotes: Check = {
  id: "B.2",
  task: 0,
  title: "a good version passes, after enough requests have reached it",
  hints: [
    "What did the analysis measure for the good version, and was that an error or a " +
    "number?",
    "A query without a result is an error and not a success (Lecture 7, slide 12). A new " +
    "pod must be scraped twice before a rate exists, which initialDelay allows for.",
    'kubectl describe analysisrun NAME shows "no data" at 10 s and 0.00 at 70 s: the ' +
    "first measurement came too early.",
  ],
  measures: "the fate of a version that is as good as the one before",
  tool: "Argo Rollouts, a load, Prometheus in the cluster",
  catches: [
    "a query that knows nothing of the canary",
    "a condition that is turned round",
  ],
  written: (context) => writtenAnalysis(context, "good"),
  run: (context) =>
    tried(
      context,
      { variables: goodVersion(), hasCustomers: true },
      evaluateGood,
    ),
};

/** Evaluates what became of a good version. */
export function evaluateGood(
  { fate, seconds, requests, analyses }: Tried,
): Finding {
  const bound =
    `judged good, with at least ${FEWEST} requests to it until then`;
  const measured = triedText({ fate, seconds, requests, analyses });
  const isPassed = fate === "judged good" || fate === "promoted";
  return isPassed && requests >= FEWEST
    ? pass(measured, bound, { fate, requests, analyses })
    : fail(
      measured,
      bound,
      "kubectl describe analysisrun: which measurement failed, or when did it begin?",
    );
}

/** Step B.3. */
export const refuses: Check = {
  id: "B.3",
  task: 0,
  title: "a version that fails half of its requests is taken back",
  hints: [
    "Did the query look at the new version alone?",
    "Four good pods hide a bad one, so the query must select the canary's hash (Lecture " +
    "7, slides 14 and 15). A metric in dryRun, or a failureLimit that is never reached, " +
    "refuses nothing.",
    'Over all pods a version that fails half shows 10 %. With rs_hash="{{args.version}}" ' +
    "it shows 50 %.",
  ],
  measures: "the fate of a version that fails half of its requests",
  tool: "Argo Rollouts, a load, Prometheus in the cluster",
  catches: [
    "a judge of all pods",
    "a limit or a dry run that lets failures pass",
  ],
  written: (context) => writtenAnalysis(context, "bad"),
  run: (context) =>
    tried(context, {
      variables: { ...goodVersion(), GATEWAY_FAULT_RATE: "0.5" },
      hasCustomers: true,
    }, evaluateBad),
};

/** Evaluates what became of a bad version. */
export function evaluateBad(
  { fate, seconds, requests, analyses }: Tried,
): Finding {
  const bound =
    `taken back by a failed analysis, with at least ${FEWEST} requests to it`;
  const measured = triedText({ fate, seconds, requests, analyses });
  const isEvaluated = analyses.some(({ phase }) => phase === "Failed");
  return fate === "taken back" && isEvaluated && requests >= FEWEST
    ? pass(measured, bound, { fate, requests, analyses })
    : fail(
      measured,
      bound,
      "kubectl describe analysisrun: whose requests does the query count?",
    );
}

/** Step B.4. */
export const admitsIgnorance: Check = {
  id: "B.4",
  task: 0,
  title: "a version without requests is neither promoted nor taken back",
  hints: [
    "What does your condition answer when there is no request at all?",
    "Zero errors of zero requests prove nothing (Lecture 7, slide 13). An analysis may be " +
    "inconclusive if neither its success nor its failure condition is true, and then the " +
    "plan waits.",
    "successCondition: result[0] >= 50 for the number of mails, without a " +
    "failureCondition: with 12 mails the measurement is inconclusive.",
  ],
  measures: "the fate of a version that got no request",
  tool: "Argo Rollouts, Prometheus in the cluster",
  catches: ["no errors of no requests taken for success, or for failure"],
  written: (context) => writtenAnalysis(context, "untried"),
  run: (context) =>
    tried(
      context,
      { variables: goodVersion(), hasCustomers: false },
      evaluateUntried,
    ),
};

/** Evaluates what became of a version without a request. */
export function evaluateUntried(
  { fate, seconds, requests, analyses }: Tried,
): Finding {
  const bound = "inconclusive: it waits for a person";
  const measured = triedText({ fate, seconds, requests, analyses });
  if (requests > NO_TRAFFIC) {
    return couldNotVerify(
      `${measured}: another load is running`,
      bound,
      "other loads: end them, then check again",
    );
  }
  return fate === "inconclusive"
    ? pass(measured, bound, { fate, requests, analyses })
    : fail(
      measured,
      bound,
      "the conditions of your AnalysisTemplate: what do they say of no result, and of few requests?",
    );
}
