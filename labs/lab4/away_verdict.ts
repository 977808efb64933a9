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
  const bound = `${effectText(must)}; the table says so; ` +
    "then the shop sells again";
  const measured = `${part} away for ${seconds} s: ${effectText(effect)}; ` +
    `afterwards ${outcomeText(after)}`;
  const samples = { effect, told, during, after, seconds };
  if ((during.steps?.list?.count ?? 0) < MIN) {
    return couldNotVerify(
      `${measured}; only ${during.requests} requests were made meanwhile`,
      bound,
      "check 4.6 first",
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
      "kubectl describe pod: which liveness probe failed, and whom does it ask?",
      samples,
    );
  }
  if (untrue(must, effect).length > 0) {
    return fail(
      measured,
      bound,
      "readinessProbe of events and gateway",
      samples,
    );
  }
  const wrong = untrue(told, effect);
  if (wrong.length > 0) {
    return fail(
      `${measured}; the table says otherwise: ${wrong.join(", ")}`,
      bound,
      `row ${part} of submissions/lab4.md`,
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
