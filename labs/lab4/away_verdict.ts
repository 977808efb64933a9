/**
 * Evaluates what was seen while a part was away: by what has to be, and by what
 * was predicted.
 * @module
 */

import {
  couldNotVerify,
  fail,
  type Finding,
  isUnnoticed,
  outcomeText,
  pass,
} from "../../scripts/checks/mod.ts";
import type { Outage } from "./outage.ts";
import {
  type Effect,
  effectText,
  type Prediction,
  untrue,
} from "./prediction.ts";

/** Fewest requests without which an outage shows nothing. */
const MIN = 20;

/** The required effects, whatever was predicted. */
export interface Demand {
  readonly part: "redis" | "postgres";
  readonly effect: Effect;
}

/** Evaluates what was seen while a part was away. */
export function evaluateOutage(
  { part, effect: must }: Demand,
  told: Prediction,
  { effect, during, after, seconds }: Outage,
): Finding {
  const bound =
    `events ${must.events ? "" : "not "}ready, the gateway ready, ` +
    "no restarts; a prediction that says what is seen; then a shop that sells";
  const measured = `${part} away for ${seconds} s: ${effectText(effect)}; ` +
    `afterwards ${outcomeText(after)}`;
  const samples = { effect, told, during, after, seconds };
  if ((during.steps?.list?.count ?? 0) < MIN) {
    return couldNotVerify(
      `${measured}; only ${during.requests} requests were made meanwhile`,
      bound,
      "check 4.6, which must pass first",
    );
  }
  if (effect.reserve) {
    return couldNotVerify(
      `${measured}: reserving went on, so ${part} was not away`,
      bound,
      `kubectl get pods -l app=${part}`,
    );
  }
  if (effect.restarts > 0) {
    return fail(
      measured,
      bound,
      "the events in kubectl describe pod: which liveness probe failed, and which part does it ask?",
      samples,
    );
  }
  if (untrue(must, effect).length > 0) {
    return fail(
      measured,
      bound,
      "the readiness probes of events and gateway, with kubectl describe pod -l app=events",
      samples,
    );
  }
  const wrong = untrue(told, effect);
  if (wrong.length > 0) {
    // What was seen is the answer: students find it by taking the part away.
    return fail(
      `${part} was away for ${seconds} s; these cells of your prediction are not ` +
        `what was seen: ${wrong.join(", ")}`,
      "five cells that say what you see while the part is away",
      `${part} in submissions/lab4.md; take the part away as in step 4.10, and compare`,
      samples,
    );
  }
  return isUnnoticed(after) ? pass(measured, bound, samples) : fail(
    measured,
    bound,
    "kubectl logs deployment/events --tail=20",
    samples,
  );
}
