/**
 * The breaker and the limiter, traced on the shop from shut to open and back.
 * @module
 */

import {
  buy,
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

/** The breaker's settings while it is checked. */
const SETTINGS = {
  CB_FAILURE_THRESHOLD: "5",
  CB_COOLDOWN_S: "2",
  RETRY_MAX: "3",
} as const;

const COOLDOWN_MS = 2000;

const CUSTOMERS = 20;

/** Five failures in a row, three attempts each. */
const MAX_CALLS = 15;

/** Step 11.7. */
export const breaker: Check = {
  id: "11.7",
  task: 2,
  title: "the circuit opens, spares payments, tries once, and closes again",
  hints: [
    "In which state was the circuit when the message says that it did the wrong thing?",
    "A breaker stops calling a service that keeps failing, and one trial call decides " +
    'when to start again (Reading 11, "A circuit breaker stops calling a service that ' +
    'keeps failing").',
    "Threshold 2, cool-down 10 s: fail, fail opens it at 0 s; calls at 5 s are refused; " +
    "at 11 s one call goes through, and others are refused until it has ended.",
  ],
  measures:
    "its contract, and pays, calls and states on the shop while all charges fail and after",
  tool:
    "deno test with a clock that the test moves; the shop's API and counters",
  catches: [
    "another threshold or cool-down, failures that are not in a row",
    "many calls while one looks; late answers that count",
    "retry around the breaker",
  ],
  async run(context) {
    const told = await runContract(context, "circuit_breaker");
    if (isBroken("circuit_breaker", told)) return told; // without a shop, too
    const shop = await context.shop();
    await shop.restart("gateway", SETTINGS);
    const faults = shop.faults("payments");
    try {
      const seen = await trace(context, shop);
      const finding = evaluateBreaker(seen);
      return finding.verdict === "pass" && told.verdict !== "pass"
        ? told
        : finding;
    } finally {
      await faults.clear();
      await shop.restart("gateway", {
        CB_FAILURE_THRESHOLD: "",
        CB_COOLDOWN_S: "",
        RETRY_MAX: "",
      });
    }
  },
};

/** The observations of the breaker. */
export interface BreakerSeen {
  /** Pays while all charges fail. */
  readonly statuses: readonly number[];
  /** Refusals that say when to come again. */
  readonly retryAfter: number;
  /** Calls that payments got meanwhile. */
  readonly calls: number;
  readonly circuit: unknown;
  /** Pays after the cool-down, payments well again. */
  readonly recovered: readonly number[];
  readonly circuitAfter: unknown;
  /** Changes of state, by the state that was reached. */
  readonly transitions: Readonly<Record<string, number>>;
}

async function trace(
  { clock }: CheckContext,
  shop: Shop,
): Promise<BreakerSeen> {
  const faults = shop.faults("payments");
  const before = await countersOf(shop, "gateway");
  const asked = await countersOf(shop, "payments");
  await faults.add({ kind: "payment_failure", rate: 1, ttl_s: 60 });
  const failing = await buy(shop, CUSTOMERS);
  const answered = await countersOf(shop, "payments");
  const circuit = await circuitOf(shop);
  await faults.clear();
  await clock.sleep(COOLDOWN_MS + 200);
  const { statuses: recovered } = await buy(shop, 3);
  const circuitAfter = await circuitOf(shop);
  const after = await countersOf(shop, "gateway");
  const moved = (to: string) =>
    grown(before, after, "gateway_circuit_breaker_transitions_total", { to });
  return {
    statuses: failing.statuses,
    retryAfter: failing.retryAfter,
    calls: grown(asked, answered, "payments_requests_total", {
      path: "/charge",
    }),
    circuit,
    recovered,
    circuitAfter,
    transitions: {
      OPEN: moved("OPEN"),
      HALF_OPEN: moved("HALF_OPEN"),
      CLOSED: moved("CLOSED"),
    },
  };
}

async function circuitOf(shop: Shop): Promise<unknown> {
  const { body } = await shop.customer.health();
  const { checks } = body;
  return typeof checks === "object" && checks !== null &&
      "circuit_payments" in checks
    ? checks.circuit_payments
    : undefined;
}

/** Evaluates it. */
export function evaluateBreaker(seen: BreakerSeen): Finding {
  const {
    statuses,
    retryAfter,
    calls,
    circuit,
    recovered,
    circuitAfter,
    transitions,
  } = seen;
  if ((transitions.OPEN ?? 0) === 0 && count(statuses, 503) === 0) {
    return notStarted(
      `the circuit never opens: ${tally(statuses)}`,
      "step 11.7",
    );
  }
  const refused = count(statuses, 503);
  const bound =
    `of ${CUSTOMERS} pays the first 5 fail and the rest are 503 with Retry-After; ` +
    `at most ${MAX_CALLS} calls reach payments; OPEN, then HALF_OPEN, CLOSED, and 3 of 3 paid`;
  const measured =
    `${tally(statuses)}, ${retryAfter} with Retry-After, ${calls} calls, ` +
    `circuit ${circuit}; afterwards ${
      tally(recovered)
    }, circuit ${circuitAfter}`;
  const isGood = statuses.length === CUSTOMERS && refused === CUSTOMERS - 5 &&
    statuses.slice(0, 5).every((one) => one === 500) && retryAfter >= refused &&
    calls > 0 && calls <= MAX_CALLS && circuit === "OPEN" &&
    circuitAfter === "CLOSED" &&
    count(recovered, 200) === recovered.length && recovered.length > 0 &&
    transitions.OPEN === 1 && transitions.HALF_OPEN === 1 &&
    transitions.CLOSED === 1;
  return isGood ? pass(measured, bound, seen) : fail(
    measured,
    bound,
    "gateway_circuit_breaker_transitions_total at the gateway's /metrics, and the gateway's log",
    seen,
  );
}
