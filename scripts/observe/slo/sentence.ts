/**
 * A budget in plain words for any reader.
 * @module
 */

import { formatPromDuration } from "../../lib/text/mod.ts";
import { budgetOf } from "./rules.ts";
import type { Slo } from "./spec.ts";

/** "99.5 % over 7d: 50 minutes of everything failing, or 1 in 200 requests" */
export function budgetSentence(slo: Slo): string {
  const budget = budgetOf(slo);
  const percent = Number((slo.target * 100).toPrecision(10));
  return `${slo.displayName}: ${percent} % over ` +
    `${formatPromDuration(slo.periodMs)}: ${spoken(slo.periodMs * budget)} ` +
    `of everything failing, or 1 in ${Math.round(1 / budget)} requests`;
}

/** "; 31 % of it is spent", or why it is unknown. @param left a share */
export function spentSentence(left: number | undefined): string {
  if (left === undefined) {
    return "; what is spent is not known: no requests yet";
  }
  const percent = Number((100 * (1 - left)).toPrecision(3));
  return percent <= 100
    ? `; today ${percent} % of it is spent`
    : `; today ${percent} % of it is spent: the promise is broken`;
}

/** A duration to two places of what matters. */
function spoken(ms: number): string {
  const [unit, size] = ([
    ["days", 86_400_000],
    ["hours", 3_600_000],
    ["minutes", 60_000],
    ["seconds", 1000],
  ] as const).find(([, size]) => ms >= 2 * size) ?? ["milliseconds", 1];
  return `${Number((ms / size).toPrecision(2))} ${unit}`;
}
