/**
 * Metrics that a text names and that do not exist.
 * @module
 */

import type { MetricInfo } from "./metrics_catalogue.ts";

/** The metrics that may be named, and their labels. */
export interface KnownMetrics {
  /** Labels of each series, by its name. */
  readonly series: ReadonlyMap<string, ReadonlySet<string>>;
  /** Names that recording rules write; any label goes. */
  readonly recorded: ReadonlySet<string>;
}

/** Endings of metrics: other words that begin like one are variables, files. */
const METRIC =
  /(?<![\w:/.-])(?:gateway|events|payments|process|alert_receiver|slo)[_:][a-z0-9_:]*(?:_(?:total|seconds|bucket|sum|count|bytes|info|active|size|max|waiting)|:[a-z0-9_]+)(?![\w/.:-])(?:\{([^}]*)\})?/g;

/** Labels that Prometheus, Kubernetes or our scrape configs add. */
const ADDED = new Set(
  ["job", "instance", "le", "namespace", "pod", "app", "rs_hash"],
);

/** Series by name, those of histograms among them. */
export function knownMetrics(
  metrics: readonly MetricInfo[],
  recorded: ReadonlySet<string>,
): KnownMetrics {
  const series = new Map<string, ReadonlySet<string>>();
  for (const { name, type, labels } of metrics) {
    const names = type === "histogram"
      ? [name, `${name}_bucket`, `${name}_sum`, `${name}_count`]
      : [name];
    for (const each of names) series.set(each, new Set(labels));
  }
  return { series, recorded };
}

/** Names that `record:` lines of a rule file write. */
export function recordedIn(rules: string): readonly string[] {
  return [...rules.matchAll(/^\s*(?:- )?record: ["']?([\w:]+)/gm)]
    .map(([, name = ""]) => name);
}

/** Each problem of a text, as a sentence; none when all its metrics exist. */
export function unknownMetrics(
  text: string,
  { series, recorded }: KnownMetrics,
): readonly string[] {
  const problems = [...text.matchAll(METRIC)].flatMap(([all, matchers]) => {
    const name = all.split("{")[0] ?? "";
    if (recorded.has(name)) return [];
    const labels = series.get(name);
    if (labels === undefined) return [`no metric is called ${name}`];
    return labelsOf(matchers ?? "")
      .filter((label) => !labels.has(label) && !ADDED.has(label))
      .map((label) =>
        `${name} has no label ${label}, only ${[...labels].join(", ")}`
      );
  });
  return [...new Set(problems)];
}

/** `a="x",b=~"y"` as PromQL has it, or `a,b` as prose has it. */
function labelsOf(matchers: string): readonly string[] {
  return matchers.replaceAll(/\\?"(?:[^"\\]|\\[^"])*\\?"/g, "").split(",")
    .flatMap((part) => /^\s*(\w+)\s*(?:=|!|$)/.exec(part)?.[1] ?? []);
}
