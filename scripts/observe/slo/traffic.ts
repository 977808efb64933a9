/**
 * Synthetic traffic for tests: phases of steady rates and error ratios, as the
 * counters that an objective's selectors see.
 *
 * It is spread over two instances so that all errors fall on the smaller one:
 * a rule that forgets to sum, or averages ratios, gets it wrong. And there is a
 * third series, of another service, with many errors: a rule that selects too
 * much counts it.
 * @module
 */

import {
  type Labels,
  labelsFor,
  selects,
  seriesName,
} from "../../adapters/prometheus/mod.ts";
import { parseSelector } from "../../adapters/prometheus/promql/mod.ts";
import type { Slo } from "./spec.ts";

/** Steady traffic for some time. */
export interface Phase {
  /** How many samples it lasts. */
  readonly steps: number;
  /** Requests from one sample to the next. */
  readonly perStep: number;
  /** Share of them that is bad. */
  readonly errors: number;
}

/** An input series of promtool. */
export interface InputSeries {
  readonly series: string;
  readonly values: string;
}

/** A label's value that no objective selects. */
const FOREIGN = "another service";

/** Share of the traffic that the larger instance takes. */
const LARGER = 0.75;

/** The growth of a counter in one step of a phase. */
type Increment = (phase: Phase) => number;

/** The counters of an objective under this traffic. */
export function inputSeries(
  slo: Slo,
  phases: readonly Phase[],
  { withGood = true }: { readonly withGood?: boolean } = {},
): readonly InputSeries[] {
  const total = parseSelector(slo.total);
  const marked = parseSelector(slo.good ?? slo.bad ?? "");
  const isGood = slo.good !== undefined;
  const counters: { name: string; increment: Increment }[] = [];

  function add(metric: string, labels: Labels, increment: Increment): void {
    counters.push({ name: seriesName(metric, labels), increment });
  }

  const spread = spreadLabel(slo);
  for (const instance of ["larger", "smaller"] as const) {
    const share = instance === "larger" ? LARGER : 1 - LARGER;
    const bad: Increment = ({ perStep, errors }) =>
      perStep * errorsOf(instance, errors);
    const good: Increment = (phase) => phase.perStep * share - bad(phase);
    const own = { [spread]: instance };
    if (marked.metric === total.metric) {
      const markedLabels = labelsFor([total, marked]);
      const otherLabels = labelsFor([total], [marked]);
      if (withGood || !isGood) {
        add(total.metric, { ...markedLabels, ...own }, isGood ? good : bad);
      }
      add(total.metric, { ...otherLabels, ...own }, isGood ? bad : good);
    } else {
      const all: Increment = ({ perStep }) => perStep * share;
      add(total.metric, { ...labelsFor([total]), ...own }, all);
      if (withGood || !isGood) {
        const labels = { ...labelsFor([marked]), ...own };
        add(marked.metric, labels, isGood ? good : bad);
      }
    }
  }
  for (const foreign of foreignLabels(slo)) {
    add(total.metric, foreign, ({ perStep }) => 10 * perStep);
  }
  return counters.map(({ name, increment }) => ({
    series: name,
    values: expand(phases, increment),
  }));
}

/** The label that tells two instances apart; a selector may fix the usual one. */
function spreadLabel(
  { total, good, bad }: Pick<Slo, "total" | "good" | "bad">,
): string {
  const fixed = new Set(
    [total, good ?? bad ?? total].flatMap((text) =>
      parseSelector(text).matchers.map(({ label }) => label)
    ),
  );
  return ["instance", "pod", "replica"].find((one) => !fixed.has(one)) ??
    "copy";
}

/** Bad requests of one instance, as a share of all requests. */
function errorsOf(instance: "larger" | "smaller", errors: number): number {
  const smaller = Math.min(errors, 1 - LARGER);
  return instance === "smaller" ? smaller : errors - smaller;
}

/** A series that differs in one label that the selector fixes; none if none. */
function foreignLabels({ total, good, bad }: Slo): readonly Labels[] {
  const selector = parseSelector(total);
  const fixed = selector.matchers.find((one) =>
    !selects({ metric: "", matchers: [one] }, { [one.label]: FOREIGN })
  );
  if (!fixed) return [];
  const marked = parseSelector(good ?? bad ?? "");
  const unmarked = marked.metric === selector.metric ? [marked] : [];
  const labels = labelsFor([selector], unmarked);
  return [{
    ...labels,
    [fixed.label]: FOREIGN,
    [spreadLabel({ total, good, bad })]: "larger",
  }];
}

/** promtool's `start+stepxTIMES`, one word a phase. */
function expand(phases: readonly Phase[], increment: Increment): string {
  let value = 0;
  return phases.map((phase) => {
    const step = increment(phase);
    const word = `${round(value)}+${round(step)}x${phase.steps - 1}`;
    value += step * phase.steps;
    return word;
  }).join(" ");
}

function round(value: number): number {
  return Number(value.toPrecision(12));
}
