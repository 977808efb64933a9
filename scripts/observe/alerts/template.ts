/**
 * The text of an annotation once its values are known: the few words of Go's
 * templates that alerts need.
 * @module
 */

import type { AlertRule, Labels } from "./alert_rule.ts";
import { humanized } from "./humanized.ts";

/** The values that an annotation may name. */
export interface Named {
  readonly labels: Labels;
  /** By the name of the query. */
  readonly values: Readonly<Record<string, number>>;
  /** In Prometheus the bare value is a number; in Grafana it is not. */
  readonly dialect: AlertRule["dialect"];
}

/** The annotation's text. A missing value becomes `[no value]`. */
export function filled(template: string, named: Named): string {
  const variables = new Map<string, string>();
  return template.replaceAll(
    /\{\{-?\s*([^]*?)\s*-?\}\}/g,
    (_, words: string) => {
      const [, name, value] = /^(\$\w+)\s*:?=\s*([^]*)$/.exec(words) ?? [];
      if (name !== undefined) {
        variables.set(name, `(${value})`);
        return "";
      }
      return said(withVariables(words, variables), named);
    },
  );
}

/** Words that steer a template and print nothing. */
const STEERS =
  /^(?:\/\*|if\b|else\b|end\b|with\b|range\b|define\b|block\b|break\b|continue\b)/;

function withVariables(
  words: string,
  variables: ReadonlyMap<string, string>,
): string {
  return [...variables].reduce(
    (text, [name, value]) =>
      text.replaceAll(
        new RegExp(`\\${name}(?![\\w.])`, "g"),
        () => value,
      ),
    words,
  );
}

function said(words: string, named: Named): string {
  if (STEERS.test(words)) return "";
  const value = numberIn(words, named);
  if (value !== undefined) return formatted(value, words);
  const label = /(?:\$labels|\.Labels)\.(\w+)/.exec(words)?.[1] ??
    /index\s+\(?(?:\$labels|\.Labels)\)?\s+"(\w+)"/.exec(words)?.[1];
  if (label !== undefined) return named.labels[label] ?? "[no value]";
  const text = /^"([^"]*)"$|^`([^`]*)`$/.exec(words);
  if (text !== null) return text[1] ?? text[2] ?? "";
  // Grafana puts all it has into the bare value: no number for people.
  return /\$value\b|\.ValueString\b/.test(words)
    ? debugText(named)
    : "[no value]";
}

/** As `printf` and the `humanize` functions of Prometheus write it. */
function formatted(value: number, words: string): string {
  const [, plus = "", places, kind, percent = ""] =
    /printf\s+["`][^"`]*?%([+ ]?)(?:\d*)(?:\.(\d))?([defgvs])(%%)?/.exec(
      words,
    ) ??
      [];
  const human = /\bhumanize(?:Percentage|Duration|1024)?\b/.exec(words)?.[0];
  if (human !== undefined) return humanized(value, human);
  if (kind === undefined || kind === "v" || kind === "g" || kind === "s") {
    return String(value);
  }
  // Go prints a float64 by %d as an error, which is no number for people.
  if (kind === "d") {
    return /\bint\b/.test(words) ? value.toFixed(0) : "%!d(float64)";
  }
  const sign = plus === "+" && value >= 0 ? "+" : "";
  return sign + value.toFixed(Number(places ?? 6)) + (percent && "%");
}

/** The value that an expression stands for: `$values.A.Value`, `index $values "A"`. */
function numberIn(words: string, named: Named): number | undefined {
  const { values, dialect } = named;
  if (dialect === "prometheus") {
    return /\$value\b|(?:^|[\s(])\.Value\b/.test(words)
      ? Object.values(values)[0]
      : undefined;
  }
  const name = /(?:\$values|\.Values)\.(\w+)/.exec(words)?.[1] ??
    /index\s+\(?(?:\$values|\.Values)\)?\s+["`](\w+)["`]/.exec(words)?.[1] ??
    /(?:^|[\s(])\.(\w+)\.Value\b/.exec(words)?.[1];
  return name === undefined ? undefined : values[name];
}

function debugText({ labels, values }: Named): string {
  const shown = Object.entries(labels).map((pair) => pair.join("="));
  return Object.entries(values).map(([name, value]) =>
    `[ var='${name}' labels={${shown.join(", ")}} value=${value} ]`
  ).join(", ");
}
