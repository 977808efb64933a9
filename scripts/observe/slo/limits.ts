/**
 * Objectives whose alerts could never fire, or would fire at nothing: a window that
 * holds no two scrapes, and a threshold above 100 % errors.
 * @module
 */

import { formatPromDuration } from "../../lib/text/mod.ts";
import { PUBLISHED_WINDOWS, windowsFor } from "./windows.ts";

/** Time between two scrapes in the course's Prometheus (ms). */
const SCRAPE_MS = 15_000;

/** A rate needs two samples, so no window may be shorter (ms). */
const MIN_WINDOW_MS = 2 * SCRAPE_MS;

/** The longest window must lie within what Prometheus keeps (ms). */
const MAX_PERIOD_MS = 365 * 86_400_000;

/**
 * Share of the long window that failures have filled when its page must have
 * come. A threshold closer to 100 % errors would be met too late or not at all.
 */
const FILLED = 0.9;

/** Above it, a budget is smaller than what counters and rules can tell apart. */
const MAX_TARGET = 0.99999;

/** The problems of an objective, in words; empty when it is good. */
export function limitProblems(
  { periodMs, target, minimumRequests }: {
    readonly periodMs: number;
    readonly target: number;
    readonly minimumRequests: number;
  },
): readonly string[] {
  return [
    ...periodProblems(periodMs),
    ...targetProblems(target),
    ...minimumRequests >= 1 && Number.isSafeInteger(minimumRequests) ? [] : [
      "metadata.annotations: minimum-requests must be at least 1, because an " +
      `alert on no request says nothing, current value is ${minimumRequests}`,
    ],
  ];
}

function periodProblems(periodMs: number): readonly string[] {
  const shortest = Math.min(...windowsFor(periodMs).map((one) => one.shortMs));
  const where = "spec.timeWindow.0.duration";
  if (shortest < MIN_WINDOW_MS) {
    const least = Math.round(periodMs * MIN_WINDOW_MS / shortest);
    return [
      `${where} must be at least ${formatPromDuration(least)}, such as 7d: ` +
      `over ${formatPromDuration(periodMs)} the shortest window has ` +
      `${Math.round(shortest)} ms, and two scrapes take ` +
      `${formatPromDuration(MIN_WINDOW_MS)}, so no alert could fire`,
    ];
  }
  if (periodMs <= MAX_PERIOD_MS) return [];
  return [
    `${where} must be at most ${formatPromDuration(MAX_PERIOD_MS)}, such as ` +
    `30d, current value is ${formatPromDuration(periodMs)}`,
  ];
}

function targetProblems(target: number): readonly string[] {
  const where = "spec.objectives.0.target";
  if (!(target > 0 && target < 1)) {
    const meant = target > 1 && target < 100
      ? `; for ${target} % write ${Number((target / 100).toPrecision(6))}`
      : "";
    return [
      `${where} must be above 0 and below 1, such as 0.995 (1 leaves no ` +
      `budget), current value is ${target}${meant}`,
    ];
  }
  const factor = Math.max(...PUBLISHED_WINDOWS.map((one) => one.factor));
  const threshold = factor * (1 - target);
  if (threshold > FILLED) {
    const least = Math.ceil(1e4 * (1 - FILLED / factor)) / 1e4;
    return [
      `${where} must be at least ${least}: with ${target} the page at ` +
      `${factor} times the budget needs ${(100 * threshold).toFixed(0)} % ` +
      "errors, and could not fire in time. Promise more, or count a stricter " +
      "kind of good request",
    ];
  }
  return target <= MAX_TARGET ? [] : [
    `${where} must be at most ${MAX_TARGET}, current value is ${target}: the ` +
    "budget is smaller than the rules can measure",
  ];
}
