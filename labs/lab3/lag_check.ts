/**
 * How late Prometheus knows: requests are sent, and it is watched until it has
 * counted them.
 * @module
 */

import {
  type Check,
  type CheckContext,
  couldNotVerify,
  countersOf,
  fail,
  type Finding,
  grown,
  pass,
  type Shop,
} from "../../scripts/checks/mod.ts";
import type { Prometheus } from "../../scripts/adapters/prometheus/mod.ts";

/** Requests that are sent. */
const SENT = 60;

/** An interval of 15 s, and the time that a scrape and an answer take (s). */
const LATEST_S = 20;

/** Longest wait (ms). */
const WAIT_MS = 75_000;

const TOTAL = "gateway_requests_total";

/** Step 3.3. */
export const lag: Check = {
  id: "3.3",
  task: 1,
  title: "Prometheus counts what customers send, one scrape late",
  hints: [
    "How old may a number be that Prometheus shows you?",
    "Prometheus knows what it read at its last scrape. With an interval of 15 s that is " +
    "up to 15 s ago, and a little more for the scrape itself (Lecture 3, slide 9).",
    "With an interval of 60 s, 100 requests that come right after a scrape are unknown " +
    "for 59 s. With 10 s they are unknown for at most 10 s.",
  ],
  measures: "how soon Prometheus has counted requests that the check sends",
  tool: "Prometheus API, the gateway's /metrics",
  catches: [
    "an interval of a minute",
    "another gateway",
  ],
  async run(context) {
    const [shop, prometheus] = [
      await context.shop(),
      await context.prometheus(),
    ];
    const first = await burst(context, shop, prometheus);
    // A request just after a scrape waits longest: a whole interval.
    const second = await burst(context, shop, prometheus);
    return evaluateLag({ ...second, luckyS: first.lagS });
  },
};

async function burst(
  { clock }: CheckContext,
  shop: Shop,
  { query }: Prometheus,
): Promise<Omit<Lag, "luckyS">> {
  const seen = async () =>
    (await query(`sum(${TOTAL}{job="gateway"})`))[0]?.value ?? 0;
  const before = await countersOf(shop, "gateway");
  for (let i = 0; i < SENT; i++) await shop.customer.list();
  const sentAt = clock.monotonic();
  const after = await countersOf(shop, "gateway");
  const counted = grown(new Map(), after, TOTAL);
  let knows = await seen();
  while (knows < counted && clock.monotonic() - sentAt < WAIT_MS) {
    await clock.sleep(250);
    knows = await seen();
  }
  return {
    sent: SENT,
    served: grown(before, after, TOTAL),
    missing: Math.max(0, counted - knows),
    lagS: (clock.monotonic() - sentAt) / 1000,
  };
}

/** The observations. */
export interface Lag {
  readonly sent: number;
  /** By how much the gateway's own counter grew. */
  readonly served: number;
  /** The requests that Prometheus did not know of at the end. */
  readonly missing: number;
  readonly lagS: number;
  /** The same for requests that were sent at any moment. */
  readonly luckyS: number;
}

/** Evaluates it. */
export function evaluateLag(seen: Lag): Finding {
  const { sent, served, missing, lagS, luckyS } = seen;
  const bound =
    `all ${sent} counted within ${LATEST_S} s: an interval of 15 s, and a scrape`;
  if (served < sent) {
    return couldNotVerify(
      `${sent} requests were sent, and the gateway counted ${served}`,
      bound,
      "the gateway's /metrics: is this the gateway that you started?",
    );
  }
  const measured =
    `${sent} requests, ${missing} not counted; known after ${
      luckyS.toFixed(1)
    } s, ` +
    `and after ${lagS.toFixed(1)} s when they just miss a scrape`;
  return missing === 0 && lagS <= LATEST_S ? pass(measured, bound, seen) : fail(
    measured,
    bound,
    "http://localhost:9090/targets, the gateway's interval and last scrape",
    seen,
  );
}
