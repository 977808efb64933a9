/**
 * Error budgets: how much of what may fail has failed, and how fast.
 * @module
 */

import type { Journey, Objectives } from "./objectives.ts";
import { type Answered, countOf } from "./traffic.ts";

/** Requests of one look. */
interface Entry {
  /** When, in seconds on a clock that never goes back. */
  readonly at: number;
  readonly total: number;
  readonly bad: number;
}

/** How fast the budget burns over one window. */
export interface Burn {
  readonly label: string;
  readonly standsFor: string;
  /** 1 spends exactly the budget in the period; null: too few requests. */
  readonly rate: number | null;
  readonly requests: number;
  /** Whether this would alert an engineer. */
  readonly isTooFast: boolean;
  readonly then: "page" | "ticket";
}

/** One journey's budget over the period. */
export interface Budget {
  readonly name: string;
  readonly target: number;
  readonly total: number;
  readonly bad: number;
  /** How many of `total` may fail. */
  readonly allowed: number;
  /** Share that is left, negative when overspent; null without requests. */
  readonly left: number | null;
  readonly burns: readonly Burn[];
  readonly verdict: "fine" | "page" | "ticket" | "idle";
}

/** Keeps one journey's requests of the period. */
export interface BudgetLedger {
  add(at: number, answered: readonly Answered[]): void;
  view(now: number): Budget;
}

/** A ledger without an entry. */
export function budgetLedger(
  { name, target, method, paths }: Journey,
  { period_s: period, minimum_requests: minimum, burn }: Objectives,
): BudgetLedger {
  let entries: Entry[] = [];

  /** Of the last `seconds`. */
  function sum(now: number, seconds: number): { total: number; bad: number } {
    const result = { total: 0, bad: 0 };
    for (let i = entries.length - 1; i >= 0; i--) {
      const entry = entries[i];
      if (entry === undefined || entry.at <= now - seconds) break;
      result.total += entry.total;
      result.bad += entry.bad;
    }
    return result;
  }

  return {
    add(at, answered) {
      const counted = countOf(
        answered.filter((one) =>
          one.method === method && paths.includes(one.path)
        ),
      );
      if (counted.total > 0) entries.push({ at, ...counted });
      if ((entries[0]?.at ?? at) <= at - period) {
        entries = entries.filter((entry) => entry.at > at - period);
      }
    },
    view(now) {
      const { total, bad } = sum(now, period);
      const burns = burn.map((window): Burn => {
        const { label, stands_for: standsFor, factor, then } = window;
        const in_ = sum(now, window.seconds);
        const rate = in_.total < minimum
          ? null
          : burnRate(in_.bad / in_.total, target);
        const isTooFast = rate !== null && rate >= factor;
        const requests = in_.total;
        return { label, standsFor, rate, requests, isTooFast, then };
      });
      const told = burns.find(({ isTooFast }) => isTooFast)?.then;
      return {
        name,
        target,
        total,
        bad,
        allowed: total * (1 - target),
        left: budgetLeft({ total, bad, target }),
        burns,
        verdict: told ?? (total === 0 ? "idle" : "fine"),
      };
    },
  };
}

/**
 * How many times faster than allowed requests fail.
 * @param badShare 0..1
 * @param target 0..1, e.g. 0.995
 */
export function burnRate(badShare: number, target: number): number {
  return badShare / (1 - target);
}

/** Share of the budget that is left; null when nothing was asked yet. */
export function budgetLeft(
  { total, bad, target }: {
    readonly total: number;
    readonly bad: number;
    readonly target: number;
  },
): number | null {
  return total === 0 ? null : 1 - burnRate(bad / total, target);
}
