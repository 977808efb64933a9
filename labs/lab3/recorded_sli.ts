/**
 * Compares the recorded rules with the counts of the gateway.
 * @module
 */

import {
  couldNotVerify,
  fail,
  type Finding,
  pass,
} from "../../scripts/checks/mod.ts";
import type { Counted } from "./count_raw.ts";

/** Least share of 5xx and of 4xx, so that a wrong rule is off by more than is allowed. */
const MIN = 0.02;

/** How far the recorded share may be from the counted one. */
const WITHIN = 0.01;

/** The budget against which a share is spent. */
const BUDGET = 0.005;

/** The recorded values of the rules. */
export interface Recorded {
  readonly availability: number | undefined;
  readonly latency: number | undefined;
  readonly burn: number | undefined;
}

/** Evaluates what was recorded by what was counted over the same five minutes. */
export function evaluateSli(recorded: Recorded, counted: Counted): Finding {
  const { requests, failures, refused, quick, timed } = counted;
  const bound = `as the gateway counted, within ${
    100 * WITHIN
  } %, and the burn rate that follows from it`;
  if (
    requests < 100 || failures < MIN * requests || refused < MIN * requests
  ) {
    return couldNotVerify(
      `${requests} requests, ${failures} failed, ${refused} refused: too few to tell rules apart`,
      bound,
      "other loads: end them, wait five minutes, and check again",
    );
  }
  const { availability, latency, burn } = recorded;
  const good = 1 - failures / requests;
  const fast = quick / timed;
  const measured =
    `availability ${percent(availability)}, counted ${percent(good)} of ` +
    `${Math.round(requests)}; latency ${percent(latency)}, counted ${
      percent(fast)
    }; burn rate ` +
    `${burn?.toFixed(1) ?? "none"}, counted ${
      ((1 - good) / BUDGET).toFixed(1)
    }`;
  const isRight = within(availability, good, WITHIN) &&
    within(latency, fast, WITHIN) &&
    within(burn, (1 - good) / BUDGET, WITHIN / BUDGET);
  return isRight ? pass(measured, bound, { recorded, counted }) : fail(
    measured,
    bound,
    "http://localhost:9090/rules; ask for each rule's expression at http://localhost:9090/query",
    {
      recorded,
      counted,
    },
  );
}

function within(value: number | undefined, truth: number, by: number): boolean {
  return value !== undefined && Math.abs(value - truth) <= by;
}

function percent(share: number | undefined): string {
  return share === undefined ? "none" : `${(100 * share).toFixed(1)} %`;
}
