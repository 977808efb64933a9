/**
 * The five metrics for people, each with its definition.
 * @module
 */

import { BLAME_MS, type Metrics } from "./metrics.ts";

/** A table. */
export function metricsText(metrics: Metrics): string {
  const { deployments, changes, failed, reworked, days, drills } = metrics;
  const rows = [
    [
      "Deployment frequency",
      frequency(metrics.deploymentsPerDay),
      `${deployments} in ${days.toFixed(1)} days`,
      "versions that came to serve alone",
    ],
    [
      "Change lead time",
      time(metrics.leadTimeMs),
      `${changes} changes, the middle one`,
      "first commit, also of what was squashed, to serving alone",
    ],
    [
      "Change fail rate",
      share(metrics.changeFailRate),
      `${failed} of ${deployments}`,
      `taken back, reverted, or paging within ${BLAME_MS / 60_000} min`,
    ],
    [
      "Failed deployment recovery",
      time(metrics.recoveryMs),
      `${failed} of them, the middle one`,
      "the bad version's begin to its end",
    ],
    [
      "Deployment rework rate",
      share(metrics.reworkRate),
      `${reworked} of ${deployments}`,
      "a revert, a fix of an incident, or begun while one went on",
    ],
  ];
  const widths = [0, 1, 2].map((i) =>
    Math.max(...rows.map((row) => row[i]?.length ?? 0))
  );
  return [
    ...rows.map((row) =>
      row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("  ").trimEnd()
    ),
    "",
    `Left out: ${drills} drills, and commits of bots.`,
  ].join("\n");
}

function frequency(perDay: number): string {
  return perDay >= 1
    ? `${perDay.toFixed(1)} a day`
    : `${(7 * perDay).toFixed(1)} a week`;
}

function share(value: number | undefined): string {
  return value === undefined ? "-" : `${(100 * value).toFixed(1)} %`;
}

function time(ms: number | undefined): string {
  if (ms === undefined) return "-";
  const minutes = ms / 60_000;
  if (minutes < 2) return `${(ms / 1000).toFixed(0)} s`;
  if (minutes < 120) return `${minutes.toFixed(1)} min`;
  return minutes < 2880
    ? `${(minutes / 60).toFixed(1)} h`
    : `${(minutes / 1440).toFixed(1)} days`;
}
