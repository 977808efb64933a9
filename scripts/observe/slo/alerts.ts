/**
 * The alerts of an objective: a page when the budget burns fast, a ticket when
 * it burns slowly, and two that watch the watching.
 * @module
 */

import { formatPromDuration } from "../../lib/text/mod.ts";
import type { Slo } from "./spec.ts";
import type { BurnWindow, Severity } from "./windows.ts";

/** A rule that notifies an engineer. */
export interface AlertingRule {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** How long a metric may be missing, as a share of the period. */
const ABSENT_SHARE = 1 / 4320; // 10 minutes of 30 days

/** How long the metric may be missing before an alert fires (ms). */
export function absentMs({ periodMs }: Slo): number {
  return Math.max(1000, periodMs * ABSENT_SHARE);
}

/** Names of the alerts of an objective. */
export function alertNames({ name }: Slo): {
  readonly page: string;
  readonly ticket: string;
  readonly absent: string;
  readonly impossible: string;
} {
  const camel = name.split("-")
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join("");
  return {
    page: `${camel}BurnsFast`,
    ticket: `${camel}BurnsSlowly`,
    absent: `${camel}MetricAbsent`,
    impossible: `${camel}CountsImpossible`,
  };
}

/** All alerts of an objective. */
export function alertingRules(
  slo: Slo,
  windows: readonly BurnWindow[],
): readonly AlertingRule[] {
  const names = alertNames(slo);
  const own = { slo: slo.name, service: slo.service };
  const shortest = formatPromDuration(
    Math.min(...windows.map(({ shortMs }) => shortMs)),
  );
  return [
    burn(slo, windows, "page", names.page),
    burn(slo, windows, "ticket", names.ticket),
    {
      alert: names.absent,
      expr: `absent(sum(${slo.total}))`,
      for: formatPromDuration(absentMs(slo)),
      labels: { ...own, severity: "ticket" },
      annotations: {
        summary: `${slo.displayName}: the metric behind it is gone`,
        description: `No series matches ${slo.total}: renamed, not scraped, ` +
          "or the service is down. The objective is blind meanwhile.",
        runbook: slo.runbook,
      },
    },
    {
      alert: names.impossible,
      expr: `slo:errors:rate{slo="${slo.name}",window="${shortest}"} < -0.001`,
      labels: { ...own, severity: "ticket" },
      annotations: {
        summary: `${slo.displayName}: more good requests than requests`,
        description: "Good and total do not count the same requests: " +
          "compare the two selectors of the specification.",
        runbook: slo.runbook,
      },
    },
  ];
}

function burn(
  slo: Slo,
  windows: readonly BurnWindow[],
  severity: Severity,
  alert: string,
): AlertingRule {
  const conditions = windows.filter((one) => one.severity === severity)
    .map((window) => condition(slo, window));
  const period = formatPromDuration(slo.periodMs);
  return {
    alert,
    expr: conditions.join("\nor\n"),
    labels: { slo: slo.name, service: slo.service, severity },
    annotations: {
      summary: `${slo.displayName}: the error budget of ${period} burns ` +
        (severity === "page" ? "fast" : "slowly but surely"),
      description: 'It burns {{ $value | printf "%.1f" }} times faster ' +
        `than ${period} allow. ${slo.description}`,
      runbook: slo.runbook,
    },
  };
}

/** Long enough to matter, still going on, and enough requests to tell. */
function condition(
  { name, minimumRequests }: Slo,
  { longMs, shortMs, factor }: BurnWindow,
): string {
  const series = (metric: string, ms: number): string =>
    `${metric}{slo="${name}",window="${formatPromDuration(ms)}"}`;
  const enough = Number((minimumRequests / (longMs / 1000)).toPrecision(6));
  return "(\n" +
    `  max without (window) (${
      series("slo:burn:ratio", longMs)
    } > ${factor})\n` +
    `  and max without (window) (${
      series("slo:burn:ratio", shortMs)
    } > ${factor})\n` +
    `  and max without (window) (${
      series("slo:requests:rate", longMs)
    } >= ${enough})\n` +
    ")";
}
