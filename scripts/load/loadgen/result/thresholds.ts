/**
 * Evaluates a run. A value that was not measured never passes, and a run in
 * which visitors came to buy but did not has failed, whatever its latencies
 * were.
 * @module
 */

import { type Expectation, formatMeasured, type Operator } from "./expect.ts";
import { decodeLatency } from "./latency.ts";
import {
  countOf,
  FAILURES,
  type Result,
  RESULT_NAMES,
  RESULTS,
} from "./result.ts";
import { arrivalSecondsOf, type Unevaluated } from "./summarize.ts";
import type { Measured, Verdict } from "./summary.ts";

/** The limits by which a run is evaluated. */
export interface Standard {
  readonly expectations: readonly Expectation[];
  /** Most journeys that may fail (%); undefined: any. */
  readonly maxFailures?: number | undefined;
}

/** The verdict on a run that is over. */
export function judge(
  run: Unevaluated,
  { expectations, maxFailures }: Standard,
): Verdict {
  const judged = expectations.map((expectation) => {
    const measured = measure(run, expectation);
    return {
      text: expectation.text,
      measured,
      passed: measured !== null && holds(measured, expectation),
      reason: `${expectation.text}: ` +
        (measured === null ? "" : "measured ") +
        formatMeasured(measured, expectation),
    };
  });
  const reasons = judged.filter(({ passed }) => !passed)
    .map(({ reason }) => reason);
  const floor = floorReason(run);
  if (floor !== undefined) reasons.push(floor);
  const failed = failedShare(run);
  if (maxFailures !== undefined && !(failed <= maxFailures)) {
    reasons.push(
      `${failed.toFixed(2)} % of the visits failed, ` +
        `--max-failures allows ${maxFailures} %`,
    );
  }
  return {
    passed: reasons.length === 0,
    reasons,
    expectations: judged.map(({ reason: _, ...rest }) => rest),
  };
}

/**
 * The first expectation that is broken so far, in words. A number that only
 * grows cannot be too small before the end.
 */
export function brokenSoFar(
  run: Unevaluated,
  expectations: readonly Expectation[],
): string | undefined {
  for (const expectation of expectations) {
    const { unit, operator, text } = expectation;
    if (unit === "" && operator.startsWith(">")) continue;
    const measured = measure(run, expectation);
    if (measured === null || holds(measured, expectation)) continue;
    return `${text}: measured ${formatMeasured(measured, expectation)}`;
  }
  return undefined;
}

/** The measured value in the expectation's unit; null when there is none. */
function measure(
  run: Unevaluated,
  { metric, scope, unit }: Expectation,
): number | null {
  if (metric.kind === "count" && metric.of !== "requests") {
    const { orders, arrivals } = run;
    if (metric.of === "orders") {
      return unit === "/s" ? orders.perSecond : orders.completed;
    }
    const { started, dropped } = arrivals;
    if (unit === "/s") {
      const seconds = arrivalSecondsOf(run.run);
      return seconds === 0 ? null : dropped / seconds;
    }
    return shareOrCount(dropped, started + dropped, unit);
  }
  const of = scopeOf(run, scope);
  if (of === undefined) return null;
  if (metric.kind === "latency") return latencyOf(of, metric.of);
  if (metric.kind === "count") return unit === "/s" ? of.perSecond : of.count;
  const results: readonly Result[] = metric.result === "all"
    ? FAILURES
    : [metric.result];
  return shareOrCount(countOf(of.results, results), of.count, unit);
}

/** The step or journey of that name; all requests without one. */
function scopeOf(
  { requests, steps, journeys }: Pick<
    Unevaluated,
    "requests" | "steps" | "journeys"
  >,
  scope: string | undefined,
): Measured | undefined {
  if (scope === undefined || scope === "all") return requests;
  return steps[scope] ?? journeys[scope];
}

function latencyOf(
  { histogram }: Measured,
  of: number | "min" | "mean" | "max",
): number | null {
  const latency = decodeLatency(histogram);
  if (latency.count === 0) return null;
  if (typeof of === "number") return latency.percentileMs(of);
  return { min: latency.minMs, mean: latency.meanMs, max: latency.maxMs }[of];
}

function shareOrCount(
  part: number,
  whole: number,
  unit: Expectation["unit"],
): number | null {
  if (unit !== "%") return part;
  return whole === 0 ? null : 100 * part / whole;
}

function holds(
  value: number,
  { operator, bound }: { readonly operator: Operator; readonly bound: number },
): boolean {
  switch (operator) {
    case "<":
      return value < bound;
    case "<=":
      return value <= bound;
    case ">":
      return value > bound;
    case ">=":
      return value >= bound;
  }
}

function failedShare({ journeys }: Unevaluated): number {
  const all = Object.values(journeys);
  const failures = all.reduce((sum, one) => sum + one.failures, 0);
  return 100 * failures / all.reduce((sum, one) => sum + one.count, 0);
}

/**
 * The business floor: why a run whose scenario buys proves nothing; undefined
 * when orders were completed, or no visitor meant to buy.
 */
function floorReason(
  { orders, journeys, steps }: Unevaluated,
): string | undefined {
  const buying = Object.entries(journeys).filter(([, { buys }]) => buys);
  if (orders.completed > 0 || buying.length === 0) return undefined;
  const names = buying.map(([name]) => name).join(", ");
  const ended = buying.reduce((sum, [, { count }]) => sum + count, 0);
  if (ended === 0) {
    return `No order was completed: no visitor came to buy (${names}), ` +
      "the run must be longer or its rate higher";
  }
  const met = Object.entries(steps).flatMap(([name, { results }]) => {
    const bad = RESULTS.filter((one) => one !== "ok" && results[one] > 0)
      .map((one) => `${results[one]} x ${RESULT_NAMES[one]}`);
    return bad.length === 0 ? [] : [`${name} met ${bad.join(", ")}`];
  });
  const soldOut = Object.values(steps).some((one) => one.results.sold_out > 0);
  return `No order was completed, though ${ended} came to buy (${names}): ` +
    `${met.join("; ") || "every step was answered well"}. ` +
    "A shop that sells nothing is no success" +
    (soldOut ? "; deno task seed, or --event with seats left" : "");
}
