/**
 * The limiter: a rush on the shop, and its contract.
 * @module
 */

import {
  type Check,
  type CheckContext,
  count,
  countersOf,
  fail,
  type Finding,
  grown,
  notStarted,
  pass,
  type Shop,
  tally,
} from "../../scripts/checks/mod.ts";
import { isBroken, runContract } from "./contract_check.ts";

/** The limit while it is checked: requests a second. */
const LIMIT = 20;

const RUSH = 100;

/** Step 11.8. */
export const limiter: Check = {
  id: "11.8",
  task: 2,
  title: "a rush is limited, a calm customer and other paths are not",
  hints: [
    "How many calls did your limiter admit in the worst second, and for which key?",
    "A rate limit refuses early and cheaply (Reading 11). Any second counts, not only " +
    "those that begin at a full second, and each key has a limit of its own.",
    "Limit 3: calls at 0.1, 0.2, 0.9 s are admitted, one at 1.0 s is refused, and one at " +
    "1.15 s is admitted because the first is older than a second.",
  ],
  measures: "its contract, and what a rush of 100 on the shop is answered",
  tool:
    "deno test with a clock that the test moves; the shop's API and counters",
  catches: [
    "a window that starts again each second",
    "one too many or too few, one limit for all paths",
    "refused calls that take a place",
  ],
  async run(context) {
    const told = await runContract(context, "rate_limiter");
    if (isBroken("rate_limiter", told)) return told; // without a shop, too
    const shop = await context.shop();
    await shop.restart("gateway", { RATE_LIMIT_RPS: String(LIMIT) });
    try {
      const finding = evaluateLimiter(await rush(context, shop));
      return finding.verdict === "pass" && told.verdict !== "pass"
        ? told
        : finding;
    } finally {
      await shop.restart("gateway", { RATE_LIMIT_RPS: "" });
    }
  },
};

/** The observations of the limiter. */
export interface LimiterSeen {
  /** Many at once. */
  readonly rush: readonly number[];
  /** How long they took in all (ms). */
  readonly ms: number;
  /** Refusals with Retry-After: 1. */
  readonly retryAfter: number;
  readonly counted: number;
  /** Another path, at the end of the rush. */
  readonly other: number;
  /** One after another, below the limit. */
  readonly calm: readonly number[];
}

async function rush(
  { clock }: CheckContext,
  { customer, urlOf, ...shop }: Shop,
): Promise<LimiterSeen> {
  const all: Shop = { customer, urlOf, ...shop };
  const before = await countersOf(all, "gateway");
  const began = clock.monotonic();
  const answers = await Promise.all(
    Array.from({ length: RUSH }, () => customer.list()),
  );
  const ms = clock.monotonic() - began;
  const other = (await customer.find(6)).status;
  const after = await countersOf(all, "gateway");
  const calm: number[] = [];
  await clock.sleep(1100);
  for (let i = 0; i < 10; i++) {
    calm.push((await customer.list()).status);
    await clock.sleep(1000 / LIMIT * 2);
  }
  return {
    rush: answers.map(({ status }) => status),
    ms,
    retryAfter:
      answers.filter(({ headers }) => headers.get("retry-after") === "1")
        .length,
    counted: grown(before, after, "gateway_rate_limit_rejections_total", {
      path: "/events",
    }),
    other,
    calm,
  };
}

/** Evaluates it. */
export function evaluateLimiter(seen: LimiterSeen): Finding {
  const { rush, ms, retryAfter, counted, other, calm } = seen;
  const admitted = count(rush, 200);
  const refused = count(rush, 429);
  if (refused === 0) {
    return notStarted(`no request is limited: ${tally(rush)}`, "step 11.8");
  }
  // A rush that takes longer than a second meets more than one window.
  const most = LIMIT * (1 + Math.ceil(ms / 1000));
  const bound =
    `of ${RUSH} at once ${LIMIT} to ${most} admitted, the rest 429 with ` +
    "Retry-After: 1 and counted; another path 200; 10 calm requests 200";
  const measured =
    `${tally(rush)} in ${Math.round(ms)} ms, ${retryAfter} with Retry-After, ` +
    `${counted} counted; another path ${other}; calm ${tally(calm)}`;
  const isGood = admitted >= LIMIT && admitted <= most &&
    admitted + refused === RUSH &&
    retryAfter === refused && counted === refused && other === 200 &&
    calm.length > 0 && count(calm, 200) === calm.length;
  return isGood ? pass(measured, bound, seen) : fail(
    measured,
    bound,
    "gateway_rate_limit_rejections_total at the gateway's /metrics, and services/gateway/resilience",
    seen,
  );
}
