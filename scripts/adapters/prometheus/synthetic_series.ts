/**
 * The answers of rules and queries for synthetic series: traffic of which
 * everything is known, so that the right answer is known, too.
 *
 * promtool is Prometheus's own engine. Its tests here expect nothing, so that it
 * complains, and the complaint says what there was.
 * @module
 */

import { stringify } from "yaml";
import type { Sample } from "./query.ts";

/** Some series, and what happens to them. */
export interface World {
  readonly name: string;
  /** Values by series, as promtool writes them: `0+6x40` grows by 6 a step. */
  readonly series: Readonly<Record<string, string>>;
}

/** Something to ask in a series, at its end. */
export interface Question {
  readonly series: string;
  readonly expr: string;
}

/** The answer. */
export type SeriesAnswer =
  | { readonly kind: "samples"; readonly samples: readonly Sample[] }
  /** It is no query. */
  | { readonly kind: "refused"; readonly why: string };

/** A test for promtool. */
export interface SeriesTest {
  /** File names of rules, as the test's folder has them. */
  readonly ruleFiles: readonly string[];
  readonly cases: readonly World[];
  readonly questions: readonly Question[];
  /** Time between two samples, and between two evaluations, e.g. `15s`. */
  readonly step: string;
  /** When is asked, e.g. `20m`. */
  readonly at: string;
}

/** The file that `promtool test rules` reads. */
export function seriesTest(
  { ruleFiles, cases, questions, step, at }: SeriesTest,
): string {
  const tests = cases.map(({ name, series }) => ({
    name,
    interval: step,
    input_series: Object.entries(series)
      .map(([series, values]) => ({ series, values })),
    promql_expr_test: [...questions.entries()]
      .filter(([, { series }]) => series === name)
      .map(([i, { expr }]) => ({
        expr: `label_replace((${expr}\n), "question", "${i}", "", "")`,
        eval_time: at,
        exp_samples: [],
      })),
  }));
  return stringify(
    { rule_files: ruleFiles, evaluation_interval: step, tests },
    { lineWidth: 0, aliasDuplicateObjects: false },
  );
}

const SAMPLE =
  /\{((?:\w+="(?:[^"\\]|\\.)*"(?:, )?)*)\} (NaN|[+-]?Inf|-?[\d.]+(?:E[+-]\d+)?)/g;

const LABEL = /(\w+)="((?:[^"\\]|\\.)*)"/g;

const REFUSED = /\\"question\\", \\"(\d+)\\".*?, err: (.*)/g;

/**
 * Reads what promtool has printed.
 * @param count how many questions there were
 * @returns an answer a question; or why the rules could not be read
 */
export function seriesAnswers(
  text: string,
  count: number,
): readonly SeriesAnswer[] | string {
  const isPlayed = text.includes("expr: ") || text.includes("SUCCESS");
  if (!isPlayed) {
    const lines = text.split("\n").map((line) => line.trim())
      .filter((line) => line !== "" && line !== "FAILED:");
    return [...new Set(lines)].join("\n"); // it says so for each series
  }
  const samples = Array.from({ length: count }, (): Sample[] => []);
  const refused = new Map<number, string>();
  for (const [, inner = "", value = ""] of text.matchAll(SAMPLE)) {
    const { question, ...metric } = Object.fromEntries(
      [...inner.matchAll(LABEL)].map(([, name = "", is = ""]) => [name, is]),
    );
    samples[Number(question)]?.push({ metric, value: numberOf(value) });
  }
  for (const [, question, why = ""] of text.matchAll(REFUSED)) {
    refused.set(Number(question), why);
  }
  return samples.map((found, i): SeriesAnswer => {
    const why = refused.get(i);
    return why === undefined
      ? { kind: "samples", samples: found }
      : { kind: "refused", why };
  });
}

function numberOf(text: string): number {
  return text.endsWith("Inf") ? Number(`${text}inity`) : Number(text);
}
