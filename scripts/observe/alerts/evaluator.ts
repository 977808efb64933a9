/**
 * From a query's answers to alerts: pending, firing, over.
 * @module
 */

import type { AlertRule, Labels } from "./alert_rule.ts";

/** One series that a rule's query answered with. */
export interface Sample {
  readonly metric: Labels;
  readonly value: number;
}

/** An alert that is firing, or has just ceased. */
export interface Alert {
  readonly rule: AlertRule;
  readonly labels: Labels;
  readonly value: number;
  /** When it began to fire (ms since 1970). */
  readonly startsAt: number;
  /** When it ceased; undefined while it fires. */
  readonly endsAt: number | undefined;
}

interface State {
  readonly labels: Labels;
  readonly pendingSince: number;
  readonly firingSince: number | undefined;
  readonly lastTrue: number;
  readonly value: number;
}

/** Keeps the state of all alerts of some rules. */
export class Evaluator {
  readonly #states = new Map<AlertRule, ReadonlyMap<string, State>>();

  /**
   * Takes the answer of a rule's query in.
   * @param now wall clock (ms)
   * @returns alerts that have just ceased
   */
  take(
    rule: AlertRule,
    samples: readonly Sample[],
    now: number,
  ): readonly Alert[] {
    const before = this.#states.get(rule) ?? new Map<string, State>();
    const after = new Map<string, State>();
    for (const { metric, value } of samples) {
      const { __name__: _, ...series } = metric;
      const labels = { ...series, ...rule.labels, alertname: rule.name };
      const key = keyOf(labels);
      const old = before.get(key);
      const pendingSince = old?.pendingSince ?? now;
      const isFiring = now - pendingSince >= rule.forMs;
      after.set(key, {
        labels,
        pendingSince,
        firingSince: old?.firingSince ?? (isFiring ? now : undefined),
        lastTrue: now,
        value,
      });
    }
    const ceased: Alert[] = [];
    for (const [key, state] of before) {
      if (after.has(key) || state.firingSince === undefined) continue;
      if (now - state.lastTrue < rule.keepFiringMs) after.set(key, state);
      else ceased.push(alertOf(rule, state, now));
    }
    this.#states.set(rule, after);
    return ceased;
  }

  /** All that fire now. */
  firing(): readonly Alert[] {
    return [...this.#states].flatMap(([rule, states]) =>
      [...states.values()].flatMap((state) =>
        state.firingSince === undefined ? [] : [alertOf(rule, state, undefined)]
      )
    );
  }
}

function alertOf(
  rule: AlertRule,
  { labels, value, firingSince = 0 }: State,
  endsAt: number | undefined,
): Alert {
  return { rule, labels, value, startsAt: firingSince, endsAt };
}

/** The same text for the same labels. */
export function keyOf(labels: Labels): string {
  return JSON.stringify(
    Object.entries(labels).toSorted(([a], [b]) => a < b ? -1 : 1),
  );
}
