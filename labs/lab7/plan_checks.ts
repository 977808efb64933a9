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
import { evaluatePlans } from "./gateway_rollout.ts";

/** Most of all pods that may be new first (%). */
export const MAX_FIRST = 25;

/** Step 7.7. */
export const goesOn: Check = {
  id: "7.7",
  task: 1,
  title: "the plan that stays in force goes on without a person",
  hints: [
    "pause: {} waits for ever. Later labs change the gateway, and would wait with it.",
    "pause: { duration: 1m } waits, and goes on.",
    "Change it in k8s/gateway.yaml and apply: a plan is no new version, no pod is replaced.",
  ],
  run: (context) => evaluatePlans(context, evaluateGoesOn),
};

/** Evaluates whether a plan ends by itself. */
export function evaluateGoesOn(plan: Canary | undefined): Finding {
  const bound = "at least one gate, and none that waits for ever";
  if (plan === undefined) {
    return notStarted("the gateway is no Rollout", "step 7.2");
  }
  const gates = gatesOf(plan);
  const measured = planText(plan);
  return gates.length > 0 && gates.every(({ kind }) => kind !== "for ever")
    ? pass(measured, bound, { gates })
    : fail(measured, bound, "step 7.7: pause: { duration: ... }");
}

/** Step 7.8. */
export const severalGates: Check = {
  id: "7.8",
  task: 2,
  title: "more people get it step by step, each after a wait or a judgement",
  hints: [
    "At least two weights below 100, each with a pause or an analysis behind it.",
    "With five pods 20, 40, 60 and 80 are whole pods.",
    "Weights only grow; a pause has a duration.",
  ],
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
    return notStarted("the gateway is no Rollout", "step 7.2");
  }
  const gates = gatesOf(plan);
  const weights = [...new Set(gates.map(({ weight }) => weight))];
  const measured = planText(plan);
  if (replicas === 0) {
    return couldNotVerify("the Rollout has no pods", bound, "spec.replicas");
  }
  const isGood = weights.length >= 2 &&
    firstExposure(plan, replicas) <= MAX_FIRST &&
    gates.every(({ weight }, i) =>
      i === 0 || weight >= (gates[i - 1]?.weight ?? 0)
    ) &&
    gates.every(({ kind }) => kind !== "for ever");
  if (isGood) return pass(measured, bound, { gates });
  return weights.length <= 1
    ? notStarted(`one gate only: ${measured}`, "step 7.8")
    : fail(measured, bound, "spec.strategy.canary.steps");
}
