/**
 * What an annotation says once its values are known: the few words of Go's
 * templates that alerts need.
 * @module
 */

import type { AlertRule, Labels } from "./alert_rule.ts";

/** What an annotation may name. */
export interface Named {
  readonly labels: Labels;
  /** By the name of the query. */
  readonly values: Readonly<Record<string, number>>;
  /** In Prometheus the bare value is a number; in Grafana it is not. */
  readonly dialect: AlertRule["dialect"];
}

/** The annotation's text. What it names and is not there is `[no value]`. */
export function filled(template: string, named: Named): string {
  return template.replaceAll(
    /\{\{-?\s*(.*?)\s*-?\}\}/g,
    (_, words: string) => said(words, named),
  );
}

function said(words: string, named: Named): string {
  const format = /printf\s+"%(?:\.(\d))?[fgv]"/.exec(words);
  const value = numberIn(words, named);
  if (value !== undefined) {
    if (format === null) return String(value);
    return value.toFixed(Number(format[1] ?? 6));
  }
  const label = /\$labels\.(\w+)/.exec(words)?.[1];
  if (label !== undefined) return named.labels[label] ?? "[no value]";
  // Grafana puts all it has into the bare value: no number for people.
  return /\$value\b/.test(words) ? debugText(named) : "[no value]";
}

function numberIn(words: string, named: Named): number | undefined {
  const { values, dialect } = named;
  if (dialect === "prometheus" && /\$value\b/.test(words)) {
    return Object.values(values)[0];
  }
  const query = /\$values\.(\w+)/.exec(words)?.[1];
  return query === undefined ? undefined : values[query];
}

function debugText({ labels, values }: Named): string {
  const shown = Object.entries(labels).map((pair) => pair.join("="));
  return Object.entries(values).map(([name, value]) =>
    `[ var='${name}' labels={${shown.join(", ")}} value=${value} ]`
  ).join(", ");
}
