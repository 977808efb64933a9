/**
 * Whether an incident is over, by what can be measured, and by nothing that
 * a person says. Taking the broken part away, silencing the page, sending the
 * visitors home and switching the simulation off do not end it.
 * @module
 */

import type { Firing } from "./alerts.ts";

/** All that is looked at. */
export interface Facts {
  /** Whether the incident has been felt at all: a page came, or was silenced. */
  readonly hasPaged: boolean;
  /** Symptoms that are there. */
  readonly firing: readonly Firing[];
  /** Parts that do not run, or do not answer. */
  readonly missing: readonly string[];
  /** Requests a second that visitors make, now and before. */
  readonly rps: number | undefined;
  readonly usualRps: number;
  /** Whether the incident's own visitors are still there. */
  readonly hasVisitors: boolean;
  /** Orders a second, now and before. */
  readonly orders: number | undefined;
  readonly usualOrders: number;
  /** True when the simulated fault was taken away, and nothing repaired. */
  readonly isSwitchedOff: boolean;
}

/** Least share of the usual visitors and orders. */
const MIN = 0.5;

/** Why it is not over, in words that do not tell the cause; empty: it is. */
export function reasonsNotOver(facts: Facts): readonly string[] {
  const { firing, missing, rps, usualRps, orders, usualOrders } = facts;
  const reasons = firing.map(({ name, words }) => `${name}: ${words}`);
  if (!facts.hasPaged) {
    reasons.push(
      "no page has come yet: symptoms take some seconds to show, and what " +
        "no visitor felt cannot be over",
    );
  }
  if (missing.length > 0) {
    reasons.push(
      `${
        missing.join(" and ")
      } must run and answer: taking a part away is no ` +
        "repair",
    );
  }
  if (!facts.hasVisitors || (rps ?? 0) < MIN * usualRps) {
    reasons.push(
      `visitors must be there: ${shown(rps)} requests a second, ` +
        `${shown(usualRps)} before; without them nothing can be broken`,
    );
  }
  if ((orders ?? 0) < MIN * usualOrders) {
    reasons.push(
      `${shown(orders)} orders a second, ${shown(usualOrders)} before`,
    );
  }
  if (facts.isSwitchedOff) {
    reasons.push(
      "the fault was taken away by /faults: that ends the simulation, and a " +
        "real fault has no such switch",
    );
  }
  return reasons;
}

function shown(value: number | undefined): string {
  return value === undefined ? "an unknown number of" : value.toFixed(1);
}
