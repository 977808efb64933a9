/**
 * The budgets of Prometheus: `submissions/lab10/slo.txt`, held against
 * the Prometheus that said it, where it can still be asked.
 * @module
 */

import type { CheckContext } from "../../scripts/checks/mod.ts";
import { FOLDER } from "./evidence.ts";

/** The output of `deno task slo check --prometheus`. */
export const SLO_TEXT = `${FOLDER}/slo.txt`;

/** A budget, as it was said to be spent. */
export interface Spent {
  /** As people call the objective, e.g. "Browsing works". */
  readonly name: string;
  /** 0 to 100, and more once the promise is broken. */
  readonly percent: number;
}

/** Least and most that was spent meanwhile (%). */
export interface Range {
  readonly least: number;
  readonly most: number;
}

/** Rounding of the sentence (points). */
const ROUNDED = 0.6;

/** Budgets in the tool's own words. */
export function spentIn(text: string): readonly Spent[] {
  return [
    ...text.matchAll(
      /^(.+?): [\d.]+ % over .*?today (-?[\d.]+) % of it is spent/gm,
    ),
  ]
    .map(([, name = "", percent]) => ({ name, percent: Number(percent) }));
}

/** Budgets that were never spent to that share, in words. */
export function budgetProblems(
  spent: readonly Spent[],
  ranges: ReadonlyMap<string, Range>,
): readonly string[] {
  return spent.flatMap(({ name, percent }) => {
    const range = ranges.get(name);
    if (range === undefined) return [];
    const { least, most } = range;
    const slack = ROUNDED + Math.abs(percent) / 100;
    return percent >= least - slack && percent <= most + slack ? [] : [
      `${name}: ${SLO_TEXT} says that ${percent} % of the budget is spent, Prometheus has ` +
      `${least.toFixed(1)} to ${most.toFixed(1)} %`,
    ];
  });
}

/**
 * Ranges of the last two days by the objective's name; empty without a
 * Prometheus.
 */
export async function rangesOf(
  { clusterPrometheus, read, files }: CheckContext,
): Promise<ReadonlyMap<string, Range>> {
  const ranges = new Map<string, Range>();
  const ask = async (
    of: "max" | "min",
  ): Promise<ReadonlyMap<string, number>> => {
    const expr = `${of}_over_time(slo:budget_remaining:ratio[2d])`;
    const samples = await clusterPrometheus.query(expr).catch(() => []);
    return new Map(
      samples.map(({ metric, value }) => [metric.slo ?? "", value]),
    );
  };
  const [most, least] = [await ask("max"), await ask("min")];
  for (const path of await files(/^monitoring\/slo\/[\w-]+\.ya?ml$/)) {
    const text = await read(path) ?? "";
    const name = /displayName:\s*(.+)/.exec(text)?.[1]?.trim();
    const slo = /^ {2}name:\s*(\S+)/m.exec(text)?.[1] ?? "";
    const [left, right] = [most.get(slo), least.get(slo)];
    if (name === undefined || left === undefined || right === undefined) {
      continue;
    }
    ranges.set(name, { least: 100 * (1 - left), most: 100 * (1 - right) });
  }
  return ranges;
}
