/**
 * Tests of the rules, for promtool: the real engine decides.
 * @module
 */

import { alertNames } from "./alerts.ts";
import { formatPromDuration } from "../../lib/text/mod.ts";
import { budgetOf, windowLengths } from "./rules.ts";
import {
  evaluationMs,
  type Expectation,
  scenariosOf,
  stepMs,
} from "./scenarios.ts";
import type { Slo } from "./spec.ts";
import { inputSeries } from "./traffic.ts";
import type { BurnWindow, Severity } from "./windows.ts";

/** A query and what it must answer. */
interface ExprTest {
  readonly expr: string;
  readonly eval_time: string;
  readonly exp_samples: readonly {
    readonly labels: string;
    readonly value: number;
  }[];
}

/** A file for `promtool test rules`. */
export interface PromTests {
  readonly rule_files: readonly string[];
  readonly evaluation_interval: string;
  readonly fuzzy_compare: true;
  readonly tests: readonly {
    readonly name: string;
    readonly interval: string;
    readonly input_series: readonly {
      readonly series: string;
      readonly values: string;
    }[];
    readonly promql_expr_test: readonly ExprTest[];
  }[];
}

/**
 * The tests of one objective, in two files: promtool evaluates all tests of a
 * file equally often, and the days of the slow ones would take minutes.
 * @param ruleFile as the test files see it
 */
export function promTests(
  slo: Slo,
  windows: readonly BurnWindow[],
  { ruleFile, slow }: { readonly ruleFile: string; readonly slow: boolean },
): PromTests {
  const interval = formatPromDuration(stepMs(windows, slow));
  const evaluation = evaluationMs(windows, slow);
  const scenarios = scenariosOf(slo, windows)
    .filter((one) => (one.slow ?? false) === slow);
  return {
    rule_files: [ruleFile],
    evaluation_interval: formatPromDuration(evaluation),
    fuzzy_compare: true,
    tests: scenarios.map(({ name, phases, withoutGood, expect }) => ({
      name,
      interval,
      input_series: phases.length === 0 ? [] : inputSeries(slo, phases, {
        withGood: withoutGood !== true,
      }),
      promql_expr_test: expect.flatMap((one) =>
        expectations(slo, windows, { ...one, everyMs: evaluation })
      ),
    })),
  };
}

function expectations(
  slo: Slo,
  windows: readonly BurnWindow[],
  { atMs, firing = [], silent = [], errors, everyMs }: Expectation & {
    readonly everyMs: number;
  },
): readonly ExprTest[] {
  const at = Math.floor(atMs / everyMs) * everyMs;
  const eval_time = formatPromDuration(at);
  const state = (alert: string, fires: boolean): ExprTest => ({
    expr: `ALERTS{alertname="${alert}",alertstate="firing"}`,
    eval_time,
    exp_samples: fires
      ? [{
        labels: `ALERTS{alertname="${alert}",alertstate="firing",` +
          `service="${slo.service}",severity="${severityOf(slo, alert)}",` +
          `slo="${slo.name}"}`,
        value: 1,
      }]
      : [],
  });
  return [
    ...firing.map((alert) => state(alert, true)),
    ...silent.map((alert) => state(alert, false)),
    ...errors === undefined ? [] : figures(slo, windows, eval_time, errors),
  ];
}

function severityOf(slo: Slo, alert: string): Severity {
  return alert === alertNames(slo).page ? "page" : "ticket";
}

/** Rounded by the engine, as sums of floats differ in their last digits. */
const PRECISION = 1e-6;

function figures(
  slo: Slo,
  windows: readonly BurnWindow[],
  eval_time: string,
  errors: number,
): readonly ExprTest[] {
  const own = `service="${slo.service}",slo="${slo.name}"`;
  const burn = errors / budgetOf(slo);
  const lengths = windowLengths(windows).map(formatPromDuration);
  const perWindow = lengths.map((window) => `{${own},window="${window}"}`);
  const expected: readonly (readonly [string, readonly string[], number])[] = [
    ["slo:errors:ratio", perWindow, errors],
    ["slo:burn:ratio", perWindow, burn],
    ["slo:budget_remaining:ratio", [`{${own}}`], 1 - burn],
  ];
  return expected.map(([metric, labels, value]) => ({
    expr: `round(${metric}{slo="${slo.name}"}, ${PRECISION})`,
    eval_time,
    exp_samples: labels.map((one) => ({ labels: one, value: rounded(value) })),
  }));
}

/** As PromQL's round() does. */
function rounded(value: number): number {
  const inverse = 1 / PRECISION;
  return Math.floor(value * inverse + 0.5) / inverse;
}
