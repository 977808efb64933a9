/**
 * The recording rules of an objective.
 *
 * Everything is a sum first and a ratio last: a ratio of each series by itself,
 * averaged, would count a pod with one request as much as one with a thousand.
 * Requests and errors are recorded apart, so that longer windows weigh by
 * traffic. Errors are derived from what is there: a series of errors that does
 * not exist yet is no error, and good requests that stopped coming are all bad.
 *
 * Without traffic there is no ratio, rather than a NaN: `requests > 0` leaves
 * nothing to divide, an alert compares nothing, a panel says "no data". That is
 * what a fresh system shows.
 * @module
 */

import { formatPromDuration } from "../../lib/text/mod.ts";
import type { Slo } from "./spec.ts";
import type { BurnWindow } from "./windows.ts";

/** A rule that writes a series. */
export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Every window that is needed, the shortest first. */
export function windowLengths(
  windows: readonly BurnWindow[],
): readonly number[] {
  const lengths = windows.flatMap(({ longMs, shortMs }) => [longMs, shortMs]);
  return [...new Set(lengths)].toSorted((a, b) => a - b);
}

/** `sum(rate(selector[window]))` */
function rate(selector: string, window: string): string {
  return `sum(rate(${selector}[${window}]))`;
}

/** Bad requests a second; never missing while there are requests. */
function errorRate({ good, bad, total }: Slo, window: string): string {
  const all = rate(total, window);
  return good === undefined
    ? `(${rate(bad ?? "", window)} or 0 * ${all})`
    : `${all} - (${rate(good, window)} or 0 * ${all})`;
}

/** Rates, ratios and burn rates over each window, then the budget. */
export function recordingRules(
  slo: Slo,
  windows: readonly BurnWindow[],
): readonly RecordingRule[] {
  const budget = budgetOf(slo);
  const own = { slo: slo.name, service: slo.service };
  const lengths = windowLengths(windows).map(formatPromDuration);
  const perWindow = lengths.flatMap((window): RecordingRule[] => {
    const labels = { ...own, window };
    const of = `{slo="${slo.name}",window="${window}"}`;
    return [
      { record: "slo:requests:rate", labels, expr: rate(slo.total, window) },
      { record: "slo:errors:rate", labels, expr: errorRate(slo, window) },
      {
        record: "slo:errors:ratio",
        labels,
        expr: `slo:errors:rate${of} / (slo:requests:rate${of} > 0)`,
      },
      {
        record: "slo:burn:ratio",
        labels,
        expr: `slo:errors:ratio${of} / ${budget}`,
      },
    ];
  });
  const shortest = `{slo="${slo.name}",window="${lengths[0]}"}`;
  const period = formatPromDuration(slo.periodMs);
  return [
    ...perWindow,
    { record: "slo:target:ratio", labels: own, expr: `vector(${slo.target})` },
    {
      record: "slo:budget_remaining:ratio",
      labels: own,
      expr: "1 - (" +
        `sum by (slo, service) (sum_over_time(slo:errors:rate${shortest}[${period}]))` +
        ` / (sum by (slo, service) (sum_over_time(slo:requests:rate${shortest}[${period}])) > 0)` +
        `) / ${budget}`,
    },
  ];
}

/** The share of requests that may be bad, without a float's tail. */
export function budgetOf({ target }: Slo): number {
  return Number((1 - target).toPrecision(12));
}
