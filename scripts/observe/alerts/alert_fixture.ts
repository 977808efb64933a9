/**
 * A rule for tests.
 * @module
 */

import type { AlertRule } from "./alert_rule.ts";

/** A page without waits, with what a test changes. */
export function ruleOf(change: Partial<AlertRule> = {}): AlertRule {
  return {
    name: "Pay",
    expr: "a > 1",
    forMs: 0,
    keepFiringMs: 0,
    everyMs: 30_000,
    labels: { severity: "page" },
    annotations: {},
    isPaused: false,
    receiver: undefined,
    mutes: [],
    queries: new Map([["A", "a"]]),
    values: { A: 42.25 },
    dialect: "grafana",
    file: "rules.yaml",
    ...change,
  };
}
