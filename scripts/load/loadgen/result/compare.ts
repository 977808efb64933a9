/**
 * Compares two runs, and tells a change from noise. Each figure has a band: how
 * far two runs of the same shop would differ by chance, estimated from how much
 * the intervals within each run differ. Only a difference outside of it is
 * called a change.
 *
 * All figures together raise at most 5 % false alarms (Bonferroni), as far as
 * intervals tell: what changes from one run to the next but not within a run,
 * such as a neighbour on the machine, no pair of runs can tell from the shop.
 * @module
 */

import {
  blocksIn,
  type Counts,
  meanDraws,
  percentileDraws,
  standardError,
} from "./bootstrap.ts";
import { drawsOf, type Random } from "./random.ts";
import { decodeLatency, emptyLatency } from "./latency.ts";
import { countOf, FAILURES } from "./result.ts";
import type { Summary } from "./summary.ts";

/** Chance of a false alarm, all figures together. */
const FALSE_ALARMS = 0.05;

/** Fewer intervals say nothing of noise. */
export const MIN_INTERVALS = 10;

/** Fewer answers have no percentiles to speak of. */
const MIN_ANSWERS = 100;

/** The change of a figure. */
export type Change = "better" | "worse" | "same" | "unknown";

/** A figure of both runs. */
export interface Compared {
  /** As in an expectation, e.g. `pay.p95`. */
  readonly name: string;
  readonly unit: "ms" | "/s" | "%";
  readonly before: number;
  readonly after: number;
  /** By how much it grew (%); percentage points for a share. */
  readonly change: number;
  /** A change up to that can be chance (same unit as `change`). */
  readonly band: number;
  readonly verdict: Change;
}

/** Intervals in which arrivals went on, without the first seconds. */
function steady(
  { intervals, intervalMs, run }: Summary,
  skipMs: number,
): Summary["intervals"] {
  const first = Math.ceil(skipMs / intervalMs);
  const end = Math.floor(run.plannedSeconds * 1000 / intervalMs);
  return intervals.slice(first, end);
}

/**
 * Compares them; undefined when one is too short.
 * @param options.metrics only these figures, e.g. `["pay.p95"]`
 * @param options.skipMs leaves out the start, while code warms up
 */
export function compareRuns(
  before: Summary,
  after: Summary,
  { metrics = [], skipMs = 0 }: {
    readonly metrics?: readonly string[];
    readonly skipMs?: number;
  } = {},
): readonly Compared[] | undefined {
  const isShort = [before, after]
    .some((run) => steady(run, skipMs).length < MIN_INTERVALS);
  if (isShort) return undefined;
  const names = figureNames(before, after)
    .filter((name) => metrics.length === 0 || metrics.includes(name));
  const random = drawsOf(1); // the same runs compare the same each time
  return names.map((name) => {
    const [one = NOTHING, other = NOTHING] = [before, after].map((run) =>
      figureOf(name, {
        intervals: steady(run, skipMs),
        steps: Object.keys(run.steps),
        seconds: run.intervalMs / 1000,
        random,
      })
    );
    return comparedOf(one, other, { name, figures: names.length });
  });
}

/**
 * Figures that one run has and the other has not: their steps have too few
 * answers there. To leave them out would hide the worst of all changes.
 */
export function missingFigures(
  before: Summary,
  after: Summary,
): readonly string[] {
  const has = ({ steps }: Summary, name: string): boolean =>
    (steps[name]?.count ?? 0) >= MIN_ANSWERS;
  const steps = new Set(
    [before, after].flatMap((one) => Object.keys(one.steps)),
  );
  return [...steps].filter((name) => has(before, name) !== has(after, name));
}

/** Names of the figures that both runs have. */
export function figureNames(
  before: Summary,
  after: Summary,
): readonly string[] {
  const both = Object.keys(before.steps).filter((name) =>
    [before, after].every(({ steps }) =>
      (steps[name]?.count ?? 0) >= MIN_ANSWERS
    )
  );
  const sell = [before, after].some(({ orders }) => orders.completed > 0);
  return [
    ...both.flatMap((name) => ["p50", "p95", "p99"].map((p) => `${name}.${p}`)),
    ...sell ? ["orders/s"] : [],
    "errors",
  ];
}

/** A measured figure. */
export interface Figure {
  readonly value: number;
  /** Of the value; of its logarithm where ratios count. */
  readonly error: number;
  /** How many independent pieces the error was found from. */
  readonly pieces: number;
}

const NOTHING: Figure = { value: NaN, error: 0, pieces: 2 };

function figureOf(
  name: string,
  { intervals, steps, seconds, random }: {
    readonly intervals: Summary["intervals"];
    readonly steps: readonly string[];
    readonly seconds: number;
    readonly random: Random;
  },
): Figure {
  const pieces = blocksIn(intervals.length);
  if (name === "errors") {
    const shares = intervals.map(({ tallies }) => {
      const all = steps.flatMap((step) => tallies[step]?.results ?? []);
      const total = all.reduce((sum, one) => sum + countOf(one), 0);
      const bad = all.reduce((sum, one) => sum + countOf(one, FAILURES), 0);
      return total === 0 ? 0 : 100 * bad / total;
    });
    const error = standardError(meanDraws(shares, random), shares.length);
    return { value: meanOf(shares), error, pieces };
  }
  if (name === "orders/s") {
    const rates = intervals.map(({ orders }) => orders / seconds);
    const error = standardError(
      meanDraws(rates, random).map(Math.log),
      rates.length,
    );
    return { value: meanOf(rates), error, pieces };
  }
  const [step = "", percent = ""] = name.split(".p");
  const counts = intervals.map(({ tallies }) => [
    ...decodeLatency(tallies[step]?.latency ?? "").values(),
  ]);
  return percentileFigure(counts, Number(percent), random);
}

/** A percentile of what the intervals have together. */
export function percentileFigure(
  intervals: readonly Counts[],
  percent: number,
  random: Random,
): Figure {
  const all = emptyLatency();
  for (const interval of intervals) {
    for (const { ms, count } of interval) all.record(ms, count);
  }
  const draws = percentileDraws(intervals, percent, random).map(Math.log);
  return {
    value: all.percentileMs(percent),
    error: standardError(draws, intervals.length),
    pieces: blocksIn(intervals.length),
  };
}

/**
 * Two measurements of a figure, when so many are compared at once.
 * @param of.name as in an expectation, e.g. `pay.p95`
 */
export function comparedOf(
  before: Figure,
  after: Figure,
  of: { readonly name: string; readonly figures: number },
): Compared {
  const { name } = of;
  const isShare = name === "errors";
  const freedom = before.pieces + after.pieces - 2;
  const width = deviationsOf(FALSE_ALARMS / of.figures, freedom) *
    Math.hypot(before.error, after.error);
  const grown = isShare
    ? after.value - before.value
    : Math.log(after.value / before.value);
  // Where there is nothing to compare, chance is no explanation.
  const isKnown = Number.isFinite(before.value) &&
    Number.isFinite(after.value) && !Number.isNaN(grown);
  const isEmptied = isKnown && !Number.isFinite(grown);
  const isReal = isEmptied || Math.abs(grown) > width;
  const isBadly = name === "orders/s" ? grown < 0 : grown > 0;
  return {
    name,
    unit: isShare ? "%" : name === "orders/s" ? "/s" : "ms",
    before: before.value,
    after: after.value,
    change: isShare ? grown : 100 * Math.expm1(grown),
    band: isShare ? width : 100 * Math.expm1(width),
    verdict: !isKnown || (Number.isNaN(width) && !isEmptied)
      ? "unknown"
      : isReal
      ? isBadly ? "worse" : "better"
      : "same",
  };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length;
}

/**
 * How many standard deviations chance exceeds, either way, that rarely:
 * Student's t for so many degrees of freedom.
 * @see Abramowitz and Stegun, formulas 26.2.23 and 26.7.5
 */
function deviationsOf(chance: number, freedom: number): number {
  const t = Math.sqrt(-2 * Math.log(chance / 2));
  const above = 2.515517 + t * (0.802853 + t * 0.010328);
  const below = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308));
  const z = t - above / below;
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  return z + first / freedom + second / freedom ** 2;
}
