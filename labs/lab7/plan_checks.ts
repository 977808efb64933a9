/**
 * The plan of the canary: it goes on by itself, and in several steps.
 * @module
 */

import {
  type Canary,
  firstExposure,
  gatesOf,
  planText,
} from "../../scripts/adapters/kubernetes/mod.ts";
import {
  type Check,
  couldNotVerify,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import { evaluatePlans, evaluateWrittenPlans } from "./gateway_rollout.ts";
import { hastyPauses, MIN_PAUSE_S, planProblems } from "./plan_problems.ts";

/** Most of all pods that may be new first (%). */
export const MAX_FIRST = 25;

/** Step 7.7. */
export const goesOn: Check = {
  id: "7.7",
  task: 1,
  title: "the plan that stays in force goes on without a person",
  hints: [
    "Which step of your plan waits until a person says something?",
    "A pause without a duration has no end (Lecture 7, slide 8). A changed plan is no new " +
    "version, so no pod is replaced.",
    "pause: { duration: 45s } waits and continues.",
  ],
  measures: "whether every pause of the plan ends, and shows something",
  tool: "the plan as written and in force",
  catches: ["pause: {}", "pauses of 0 s", "no gate at all"],
  written: (context) => evaluateWrittenPlans(context, evaluateGoesOn),
  run: (context) => evaluatePlans(context, evaluateGoesOn),
};

/** Evaluates whether a plan ends by itself. */
export function evaluateGoesOn(
  plan: Canary | undefined,
  replicas = 5,
): Finding {
  const bound =
    `at least one gate, none that waits without an end, and pauses of at ` +
    `least ${MIN_PAUSE_S} s`;
  if (plan === undefined) {
    return notStarted("the gateway is not a Rollout with a canary", "step 7.2");
  }
  const gates = gatesOf(plan);
  const measured = planText(plan);
  const problems = [
    ...planProblems(plan, replicas),
    ...hastyPauses(plan),
    ...gates.length === 0
      ? ["nothing waits before all customers have the new version"]
      : [],
    ...gates.some(({ kind }) => kind === "for ever")
      ? ["a pause in it never ends by itself"]
      : [],
  ];
  return problems.length === 0 ? pass(measured, bound, { gates }) : fail(
    `${measured}: ${problems.join("; ")}`,
    bound,
    "spec.strategy.canary.steps of your Rollout, and step 7.7",
  );
}

/** Step 7.8. */
export const severalGates: Check = {
  id: "7.8",
  task: 2,
  title:
    "more customers get it step by step, each step after a wait or an analysis",
  hints: [
    "At which weights does your plan stop, and for how long?",
    "Small steps put few customers at risk (Lecture 7, slide 5). A weight is rounded to " +
    "whole pods (slide 9), so choose weights that your pods can show.",
    "With four pods, 25, 50 and 75 are whole pods: three weights, each followed by pause: " +
    "{ duration: 30s }.",
  ],
  measures: "weights, exposures in whole pods, and what each waits for",
  tool: "the plan as written and in force",
  catches: [
    "one gate",
    "a first exposure above 25 %",
    "weights that fall",
    "pauses that wait for nothing, or without an end",
  ],
  written: (context) => evaluateWrittenPlans(context, evaluateGates),
  run: (context) => evaluatePlans(context, evaluateGates),
};

/** Evaluates whether a plan grows in more than one step. */
export function evaluateGates(
  plan: Canary | undefined,
  replicas: number,
): Finding {
  const bound =
    `two or more growing weights below 100, the first at most ${MAX_FIRST} %, ` +
    "each with a gate that ends";
  if (plan === undefined) {
    return notStarted("the gateway is not a Rollout", "step 7.2");
  }
  const gates = gatesOf(plan);
  const weights = [...new Set(gates.map(({ weight }) => weight))];
  const measured = planText(plan);
  if (replicas === 0) {
    return couldNotVerify(
      "the Rollout has no pods",
      bound,
      "spec.replicas of your Rollout",
    );
  }
  if (weights.length <= 1) {
    return notStarted(`one gate only: ${measured}`, "step 7.8");
  }
  const first = firstExposure(plan, replicas);
  const problems = [
    ...planProblems(plan, replicas),
    ...hastyPauses(plan),
    ...first > MAX_FIRST
      ? [`${first} % of ${replicas} pods are new first`]
      : [],
    ...isGrowing(plan) ? [] : ["the weights do not grow"],
    ...gates.some(({ kind }) => kind === "for ever")
      ? ["a pause in it never ends by itself"]
      : [],
  ];
  return problems.length === 0 ? pass(measured, bound, { gates }) : fail(
    `${measured}: ${problems.join("; ")}`,
    bound,
    "spec.strategy.canary.steps",
  );
}

function isGrowing({ steps }: Canary): boolean {
  const weights = steps.flatMap(({ setWeight }) => setWeight ?? []);
  return weights.every((one, i) => i === 0 || one >= (weights[i - 1] ?? 0));
}
