/**
 * Evaluates the step to a stage and reports the result.
 * @module
 */

import type { Outcome } from "../../adapters/kubernetes/mod.ts";
import type { Stage } from "../../stack/cluster/mod.ts";

/** How the step to a stage went. */
export interface Step {
  readonly stage: Stage;
  readonly readyMs: number;
  /** As the clients saw it; undefined on an empty cluster. */
  readonly during: Outcome | undefined;
  readonly sold: Outcome;
}

/** The broken rules, in words; empty when all are kept. */
export function problemsOf({ during, sold }: Step): readonly string[] {
  return [
    sold.orders > 0 ? [] : "no ticket was sold",
    sold.failures === 0 ? [] : `${sold.failures} failures afterwards`,
    (during?.failures ?? 0) === 0
      ? []
      : `${during?.failures} requests failed meanwhile: ` +
        JSON.stringify(during?.results),
  ].flat();
}

/** The line about a step. */
export function stageLine(step: Step, problems: readonly string[]): string {
  const seconds = (step.readyMs / 1000).toFixed(0);
  const meanwhile = step.during === undefined
    ? ""
    : `, ${step.during.requests} requests meanwhile`;
  const figures = `ready after ${seconds} s${meanwhile}, ` +
    `${step.sold.orders} orders afterwards`;
  return problems.length === 0
    ? `ok      ${step.stage}: ${figures}`
    : `FAILED  ${step.stage}: ${problems.join("; ")} (${figures})`;
}
