/**
 * The answers of a board's queries in known traffic.
 * @module
 */

import type { CheckContext } from "../../../scripts/checks/mod.ts";
import {
  askSeries,
  type Question,
  type SeriesAnswer,
  type World,
} from "../../../scripts/adapters/prometheus/mod.ts";
import { ruleFiles } from "../rules/rule_files.ts";
import { AT, STEP } from "../series/traffic.ts";
import type { Panel } from "./board.ts";

/** A panel, and what its queries answer in a case. */
export interface Tried extends Panel {
  /** Values by query. */
  readonly values: readonly (readonly number[])[];
}

/** The answer. */
export interface Tries {
  /** The panels with their values in a case. */
  panels(series: string): readonly Tried[];
  /** Values of the questions that were asked besides. */
  readonly others: readonly (readonly number[])[];
}

/** Asks all queries in all cases; or why the rules cannot be read. */
export async function tryPanels(
  context: CheckContext,
  panels: readonly Panel[],
  { cases, others = [] }: {
    readonly cases: readonly World[];
    readonly others?: readonly Question[];
  },
): Promise<Tries | string> {
  const questions: readonly Question[] = cases.flatMap(({ name }) =>
    panels.flatMap(({ exprs }) => exprs.map((expr) => ({ series: name, expr })))
  );
  const answers = await askSeries(context, {
    rules: await ruleFiles(context),
    cases,
    questions: [...questions, ...others],
    step: STEP,
    at: AT,
  });
  if (typeof answers === "string") return answers;
  let next = 0;
  const tried = new Map(cases.map(({ name }) => [
    name,
    panels.map((panel) => ({
      ...panel,
      values: panel.exprs.map(() => valuesOf(answers[next++])),
    })),
  ]));
  return {
    panels: (series) => tried.get(series) ?? [],
    others: others.map(() => valuesOf(answers[next++])),
  };
}

function valuesOf(answer: SeriesAnswer | undefined): readonly number[] {
  return answer?.kind === "samples"
    ? answer.samples.map(({ value }) => value)
    : [];
}

/** Whether two values are the same, as far as a reader can see. */
export function near(value: number, truth: number): boolean {
  return Math.abs(value - truth) <= 0.005 * Math.abs(truth);
}

/** Whether it is one value, and one of these. */
export function isOne(
  values: readonly number[],
  truths: readonly number[],
): boolean {
  const [value, ...more] = values;
  return value !== undefined && more.length === 0 &&
    truths.some((truth) => near(value, truth));
}
