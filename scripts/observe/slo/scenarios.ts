/**
 * The tests of an objective's rules: days that should wake an engineer,
 * and days that should not.
 * @module
 */

import { absentMs, alertNames } from "./alerts.ts";
import { budgetOf } from "./rules.ts";
import type { Slo } from "./spec.ts";
import type { Phase } from "./traffic.ts";
import type { BurnWindow } from "./windows.ts";

/** The expectation at one moment. */
export interface Expectation {
  /** From the start (ms). */
  readonly atMs: number;
  /** These must fire. */
  readonly firing?: readonly string[];
  /** These must not. */
  readonly silent?: readonly string[];
  /** The error ratio over every window, and what is left of the budget. */
  readonly errors?: number;
}

/** A course of events. */
export interface Scenario {
  readonly name: string;
  /** Looks at the long windows only, so that it may look less often. */
  readonly slow?: boolean;
  readonly phases: readonly Phase[];
  /** Without a single good request ever. */
  readonly withoutGood?: boolean;
  readonly expect: readonly Expectation[];
}

/** Samples in the shortest window: a rate needs some, at least two. */
const SAMPLES = { fast: 3, slow: 2 } as const;

/** Time between two samples of a test (ms). */
export function stepMs(windows: readonly BurnWindow[], slow = false): number {
  const shortest = Math.min(...windows.map(({ shortMs }) => shortMs));
  return Math.round(shortest / (slow ? SAMPLES.slow : SAMPLES.fast));
}

/** Time between two evaluations (ms). */
export function evaluationMs(
  windows: readonly BurnWindow[],
  slow = false,
): number {
  if (!slow) return stepMs(windows);
  const longest = Math.max(...windows.map(({ longMs }) => longMs));
  const step = stepMs(windows, true);
  return Math.max(1, Math.round(longest / 120 / step)) * step;
}

/** How much faster than its factor a window's scenario burns. */
const MARGIN = 1.2;

/** All scenarios of an objective. */
export function scenariosOf(
  slo: Slo,
  windows: readonly BurnWindow[],
): readonly Scenario[] {
  const names = alertNames(slo);
  const budget = budgetOf(slo);
  const [fast] = windows;
  if (!fast) throw new RangeError("An objective without windows has no tests");
  const perMs = 3 * slo.minimumRequests / fast.longMs;

  function phase(ms: number, errors: number, slow = false, share = 1): Phase {
    const step = stepMs(windows, slow);
    return {
      steps: Math.max(2, Math.ceil(ms / step)),
      perStep: perMs * step * share,
      errors,
    };
  }

  /** Burns just above a window's factor: late enough, it tells. */
  function burning({ severity, factor, longMs }: BurnWindow): Scenario[] {
    const errors = MARGIN * factor * budget;
    if (errors > 1) return []; // so much cannot fail
    const slow = severity === "ticket";
    const alert = names[severity];
    const quieter = slow ? [names.page] : [];
    // So that no longer window is still young, and takes little for much.
    const quiet = longest(windows.filter((one) => one.severity === severity));
    return [{
      name: `quiet for long, then burning ${MARGIN} x ${factor} times too fast`,
      slow,
      phases: [phase(quiet, 0, slow), phase(longMs, errors, slow)],
      expect: [
        { atMs: quiet * 0.99, silent: [names.page, names.ticket] },
        { atMs: quiet + longMs * 0.7, silent: [alert, ...quieter] },
        { atMs: quiet + longMs * 0.95, firing: [alert], silent: quieter },
      ],
    }];
  }

  const all = [names.page, names.ticket, names.absent, names.impossible];
  const harmless = 0.9 * budget;
  const awhile = longest(windows.filter(({ severity }) => severity === "page"));
  const badly = Math.min(1, MARGIN * fast.factor * budget);
  return [
    {
      name: "no errors",
      phases: [phase(fast.longMs * 2, 0)],
      expect: [{ atMs: fast.longMs * 1.9, silent: all, errors: 0 }],
    },
    {
      name: "errors within the budget, for longer than any window",
      slow: true,
      phases: [phase(longest(windows) * 1.1, harmless, true)],
      expect: [{
        atMs: longest(windows) * 1.08,
        silent: all,
        errors: harmless,
      }],
    },
    ...windows.flatMap(burning),
    {
      name: "repaired: the page ends within the short window",
      phases: [phase(awhile, 0), phase(fast.longMs, badly), phase(awhile, 0)],
      expect: [
        { atMs: awhile + fast.longMs * 0.98, firing: [names.page] },
        {
          atMs: awhile + fast.longMs + fast.shortMs * 1.2,
          silent: [names.page],
        },
      ],
    },
    {
      name: "everything fails, of too few requests to tell",
      phases: [phase(fast.longMs, 1, false, 1 / 6)],
      expect: [{ atMs: fast.longMs * 0.95, silent: [names.page] }],
    },
    {
      name: "everything fails from the start: no good request ever",
      phases: [phase(fast.longMs, 1)],
      withoutGood: true,
      expect: [{ atMs: fast.longMs * 0.95, firing: [names.page] }],
    },
    {
      name: "the metric does not exist",
      phases: [],
      expect: [{
        atMs: absentMs(slo) + 3 * stepMs(windows),
        firing: [names.absent],
        silent: [names.page, names.ticket, names.impossible],
      }],
    },
  ];
}

function longest(windows: readonly BurnWindow[]): number {
  return Math.max(...windows.map(({ longMs }) => longMs));
}
