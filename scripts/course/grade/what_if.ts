/**
 * The missing points for a tier, and the ways to get them.
 * @module
 */

import { exact, type Grade } from "./grade.ts";
import {
  ALL_LABS,
  EXAM,
  mostPoints,
  PER_POINT,
  TASKS,
  type Tier,
  TIERS,
  WEEKLY_LABS,
} from "./rules.ts";

/** One way to get more. */
export interface Way {
  readonly what: string;
  /** Units that are needed of it, e.g. points. */
  readonly need: number;
  /** Units that can still be had. */
  readonly left: number;
  readonly unit: string;
  /** Percent of the grade for a unit. */
  readonly worth: number;
}

/** The missing points, and how to get them. */
export interface WhatIf {
  readonly tier: Tier;
  /** Percent. */
  readonly missing: number;
  /** Each alone is enough; the least work first. */
  readonly ways: readonly Way[];
  /** When none alone is: together, the most worth first; empty: out of reach. */
  readonly together: readonly Way[];
}

/** Points are given in halves, an exam in whole percent. */
const STEP = { points: 0.5, percent: 1 } as const;

/** Tells it. */
export function whatIf(grade: Grade, tier: Tier): WhatIf {
  const from = TIERS.find((one) => one.tier === tier)?.from ?? 0;
  const missing = exact(Math.max(0, from - grade.sum));
  const sources = sourcesOf(grade);
  const alone = sources.map((source) => ({
    ...source,
    need: unitsFor(missing, source),
  })).filter(({ need, left }) => missing > 0 && need <= left)
    .toSorted((a, b) => a.need / a.left - b.need / b.left);
  return {
    tier,
    missing,
    ways: alone,
    together: missing > 0 && alone.length === 0
      ? combined(missing, sources)
      : [],
  };
}

type Source = Omit<Way, "need">;

function sourcesOf({ labs, exam }: Grade): readonly Source[] {
  const counted = (lab: number): number =>
    labs.find((one) => one.lab === lab)?.counted ?? 0;
  const late = (lab: number): boolean =>
    labs.find((one) => one.lab === lab)?.late !== undefined;
  const most = (lab: number): number =>
    TASKS.reduce((sum, task) => sum + mostPoints(lab, task), 0);
  const left = (from: number, to: number): number => {
    let sum = 0;
    for (let lab = from; lab <= to; lab++) {
      if (!late(lab)) sum += most(lab) - counted(lab); // late ones are closed
    }
    return exact(sum);
  };
  return [
    {
      what: "Labs 1 to 10, bonus tasks included",
      unit: "points",
      left: left(1, WEEKLY_LABS),
      worth: PER_POINT.weekly,
    },
    {
      what: "Lab 11",
      unit: "points",
      left: left(11, 11),
      worth: PER_POINT.extra,
    },
    {
      what: "Lab 12",
      unit: "points",
      left: left(ALL_LABS, ALL_LABS),
      worth: PER_POINT.extra,
    },
    {
      what: "the exam",
      unit: "percent of it",
      left: exact(100 - (100 * exam) / EXAM),
      worth: EXAM / 100,
    },
  ];
}

function unitsFor(missing: number, { worth, unit }: Source): number {
  const step = unit === "points" ? STEP.points : STEP.percent;
  return exact(Math.ceil(exact(missing / worth / step)) * step);
}

/** The dearest units first: they take the least work. */
function combined(
  missing: number,
  sources: readonly Source[],
): readonly Way[] {
  const ways: Way[] = [];
  let rest = missing;
  for (const source of sources.toSorted((a, b) => b.worth - a.worth)) {
    if (rest <= 0) break;
    const need = Math.min(source.left, unitsFor(rest, source));
    if (need <= 0) continue;
    ways.push({ ...source, need });
    rest = exact(rest - need * source.worth);
  }
  return rest > 0 ? [] : ways;
}
