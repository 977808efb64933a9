/**
 * Conditions on labels, as Alertmanager and Grafana write them.
 * @see https://prometheus.io/docs/alerting/latest/configuration/#label-matchers
 * @module
 */

import { type Matcher, selects } from "../../adapters/prometheus/mod.ts";
import type { Labels } from "./alert_rule.ts";

const OPERATORS: readonly Matcher["op"][] = ["=", "!=", "=~", "!~"];

/** One matcher of a text: label, operator, and a value with quotes or without. */
const ONE =
  /\s*"?([\w.:-]+)"?\s*(=~|!~|!=|=)\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|((?![=~])[^,"]*?))\s*(?:,|$)/y;

/**
 * `severity = page`, `a!~"b|c"`, or several: `{severity="page", team="x"}`.
 * @throws {SyntaxError} when it or its regular expression is malformed
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
  const matcher = { label, op: known, value };
  try {
    matches(matcher, {});
  } catch {
    throw new SyntaxError(`${value} is no regular expression`);
  }
  return matcher;
}

/** Whether labels have it; a label that is not there is the empty text. */
export function matches(matcher: Matcher, labels: Labels): boolean {
  return selects({ metric: "", matchers: [matcher] }, labels);
}
