/**
 * Retry: measured on the shop, and held against its contract line by line.
 * @module
 */

import { z } from "zod";
import {
  buy,
  type Check,
  type CheckContext,
  couldNotVerify,
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
    "services/gateway/resilience/retry.ts says line by line what is counted when.",
    "Only timeout, unreachable, broken, 5xx, 408 and 429 are worth another try.",
    "Sleep baseDelayMs * 2 ** attempt + random() * baseDelayMs between attempts.",
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

/** What was seen of retries. */
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
    `retried ${retried}, succeeded after it ${succeeded}; of ${refused.length} refusals ` +
    `${retriedRefused} tried again, ${nonRetryable} counted non_retryable`;
  const isGood = statuses.length >= CUSTOMERS && paid >= MIN_PAID &&
    charges === paid &&
    retried > 0 && succeeded > 0 && retriedRefused === 0 &&
    nonRetryable === refused.length && refused.length > 0;
  return isGood ? pass(measured, bound, seen) : fail(
    measured,
    bound,
    "gateway_retry_total at the gateway's /metrics",
    seen,
  );
}

const CONTRACTS = ["retry", "circuit_breaker", "rate_limiter"] as const;

/** Step 11.4, and the two of Task 2. */
export const contract: Check = {
  id: "11.4",
  task: 1,
  title: "retry keeps each line of its contract",
  hints: [
    "Read the failing test's name: it is a line of the contract.",
    "deno task test services/gateway/resilience --unit runs your own tests.",
    "The jitter is random() * baseDelayMs, and is added to the back-off.",
  ],
  run: async (context) => unlessAsShipped(await runContract(context, "retry")),
};

/** Lines that a plain call keeps: what succeeds is given back. */
const KEPT_AS_SHIPPED = 1;

/** Code that nobody has touched is not begun, rather than wrong. */
export function unlessAsShipped(finding: Finding): Finding {
  const { passed } = Passed.parse(finding.samples ?? {});
  return finding.verdict === "fail" && passed <= KEPT_AS_SHIPPED
    ? notStarted("retry.ts calls once, as it was shipped", "step 11.4")
    : finding;
}

const Passed = z.object({ passed: z.int().default(Infinity) });

/** Runs a contract of `labs/lab11/contract` against the student's code. */
export async function runContract(
  { code: theirs }: CheckContext,
  name: (typeof CONTRACTS)[number],
): Promise<Finding> {
  const file = `labs/lab11/contract/${name}_contract.ts`;
  const { code, stdout, stderr } = await theirs.test(file);
  return evaluateContract(code, `${stdout}\n${stderr}`);
}

/** Evaluates the tests' TAP. */
export function evaluateContract(code: number, output: string): Finding {
  const lines = output.split("\n");
  const passed = lines.filter((line) => /^\s*ok \d/.test(line)).length;
  const failed = lines.flatMap((line) =>
    /^\s*not ok \d+ - (.*)$/.exec(line)?.[1] ?? []
  );
  const bound = "every line of the contract";
  if (passed + failed.length === 0) {
    return couldNotVerify(
      `the contract's tests did not run: ${output.trim().slice(-300)}`,
      bound,
      "deno task check:types",
    );
  }
  const measured = `${passed} of ${passed + failed.length} lines`;
  return code === 0 && failed.length === 0
    ? pass(measured, bound, { passed })
    : fail(
      `${measured}; not: ${failed.slice(0, 3).join("; ")}`,
      bound,
      "labs/lab11/contract",
      { passed, failed },
    );
}
