/**
 * Retry, measured on the shop.
 * @module
 */

import {
  buy,
  type Check,
  count,
  countersOf,
  fail,
  type Finding,
  grown,
  notStarted,
  pass,
  tally,
} from "../../scripts/checks/mod.ts";

const CUSTOMERS = 30;

/** Share of charges that payments fails. */
const FAILING = 0.3;

/** Of 30 customers with three attempts each, 0.3 ^ 3 = 2.7 % fail. */
const MIN_PAID = 26;

/** Step 11.6. */
export const retry: Check = {
  id: "11.6",
  task: 1,
  title: "a charge that failed by bad luck gets a second chance, others do not",
  hints: [
    "Which failures were tried again, and which of them had no chance?",
    'Bad luck is worth another attempt, and an answer is not (Reading 11, "A retry helps ' +
    'when the failure is brief"). The idempotency key makes a second charge safe.',
    "Of five failures 500, timeout, 404, 429 and malformed, three are tried again: 500, " +
    "timeout and 429.",
  ],
  measures:
    "pays and counters while 30 % of charges fail, and while all are refused",
  tool: "the shop's API and faults, counters of gateway and payments",
  catches: [
    "no second attempt; a refusal that is tried again",
    "a charge that is made twice, or counted otherwise",
  ],
  async run(context) {
    const shop = await context.shop();
    const faults = shop.faults("payments");
    await faults.clear();
    const before = await countersOf(shop, "gateway");
    const charged = await countersOf(shop, "payments");
    let unlucky, refused, middle;
    try {
      await faults.add({
        kind: "payment_failure",
        rate: FAILING,
        seed: 7,
        ttl_s: 60,
      });
      unlucky = await buy(shop, CUSTOMERS);
      middle = await countersOf(shop, "gateway");
      await faults.clear();
      await faults.add({
        kind: "error",
        route: "/charge",
        rate: 1,
        status: 400,
        ttl_s: 60,
      });
      refused = await buy(shop, 3);
    } finally {
      await faults.clear();
    }
    const after = await countersOf(shop, "gateway");
    const paidAt = await countersOf(shop, "payments");
    const result = (name: string) => ({ result: name });
    const of = "gateway_retry_total";
    return evaluateRetry({
      statuses: unlucky.statuses,
      retried: grown(before, middle, of, result("retried")),
      succeeded: grown(before, middle, of, result("succeeded_after_retry")),
      refused: refused.statuses,
      retriedRefused: grown(middle, after, of, result("retried")),
      nonRetryable: grown(middle, after, of, result("non_retryable")),
      charges: grown(charged, paidAt, "payments_charges_total", {
        result: "success",
      }),
    });
  },
};

/** The observations of retries. */
export interface RetrySeen {
  /** Pays while payments fails now and then. */
  readonly statuses: readonly number[];
  readonly retried: number;
  readonly succeeded: number;
  /** Pays while payments refuses with 400. */
  readonly refused: readonly number[];
  readonly retriedRefused: number;
  readonly nonRetryable: number;
  /** Charges that payments made. */
  readonly charges: number;
}

/** Evaluates it. */
export function evaluateRetry(seen: RetrySeen): Finding {
  const {
    statuses,
    retried,
    succeeded,
    refused,
    retriedRefused,
    nonRetryable,
    charges,
  } = seen;
  const paid = count(statuses, 200);
  if (retried === 0 && nonRetryable === 0) {
    return notStarted(
      `nothing is tried again: ${tally(statuses)}`,
      "step 11.4",
    );
  }
  const bound =
    `at least ${MIN_PAID} of ${CUSTOMERS} paid while ${FAILING * 100} % of ` +
    "charges fail, one charge each; retried and succeeded_after_retry above 0; " +
    "a 400 is tried once";
  const measured =
    `${paid} of ${statuses.length} paid with ${charges} charges, ` +
    `retried ${retried}, succeeded after a retry ${succeeded}; of ${refused.length} refusals ` +
    `${retriedRefused} tried again, ${nonRetryable} counted non_retryable`;
  const isGood = statuses.length >= CUSTOMERS && paid >= MIN_PAID &&
    charges === paid &&
    retried > 0 && succeeded > 0 && retriedRefused === 0 &&
    nonRetryable === refused.length && refused.length > 0;
  return isGood ? pass(measured, bound, seen) : fail(
    measured,
    bound,
    "gateway_retry_total at the gateway's /metrics, and services/gateway/resilience/retry.ts",
    seen,
  );
}
