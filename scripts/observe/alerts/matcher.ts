/**
 * Conditions on labels, as Alertmanager and Grafana write them.
 * @see https://prometheus.io/docs/alerting/latest/configuration/#label-matchers
 * @module
 */

import type { Labels } from "./alert_rule.ts";

const OPERATORS = ["=", "!=", "=~", "!~"] as const;

/** One condition on a label. */
export interface Matcher {
  readonly label: string;
  readonly op: (typeof OPERATORS)[number];
  readonly value: string;
}

/** One matcher of a text: label, operator, and a value with quotes or without. */
const ONE =
  /\s*"?([\w.:-]+)"?\s*(=~|!~|!=|=)\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|((?![=~])[^,"]*?))\s*(?:,|$)/y;

/**
 * `severity = page`, `a!~"b|c"`, or several: `{severity="page", team="x"}`.
 * @throws {SyntaxError} when it is none, or its regular expression is none
 */
export function matchersOf(text: string): readonly Matcher[] {
  const inner = text.trim().replace(/^\{(.*)\}$/s, "$1").trim();
  const found: Matcher[] = [];
  for (ONE.lastIndex = 0; ONE.lastIndex < inner.length;) {
    const [, label, op, quoted, single, bare = ""] = ONE.exec(inner) ?? [];
    if (label === undefined || op === undefined) {
      throw new SyntaxError(`${text} is no matcher such as severity = page`);
    }
    const value = quoted?.replaceAll(/\\(.)/g, "$1") ?? single ?? bare;
    found.push(matcherOf(label, op, value));
  }
  if (found.length > 0) return found;
  throw new SyntaxError(`${text} is no matcher such as severity = page`);
}

/**
 * A matcher of its three parts.
 * @throws {SyntaxError} naming the operator or the regular expression
 */
export function matcherOf(label: string, op: string, value: string): Matcher {
  const known = OPERATORS.find((one) => one === op);
  if (known === undefined) {
    throw new SyntaxError(
      `${label} ${op} ${value} is no matcher such as severity = page`,
    );
  }
  if (known.endsWith("~")) regexOf(value);
  return { label, op: known, value };
}

/** Whether labels have it; a label that is not there is the empty text. */
export function matches(
  { label, op, value }: Matcher,
  labels: Labels,
): boolean {
  const found = labels[label] ?? "";
  const isEqual = op.endsWith("~")
    ? regexOf(value).test(found)
    : found === value;
  return op.startsWith("!") ? !isEqual : isEqual;
}

/** Flags at the start, such as `(?i)`, stand outside in JavaScript. */
function regexOf(value: string): RegExp {
  const [start = "", flags = ""] = /^\(\?([ims]+)\)/.exec(value) ?? [];
  try {
    return new RegExp(`^(?:${value.slice(start.length)})$`, flags);
  } catch {
    throw new SyntaxError(`${value} is no regular expression`);
  }
}
