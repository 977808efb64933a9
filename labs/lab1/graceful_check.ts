/**
 * Checks the gateway's answer to a customer when payments does not take the
 * charge, and that it changes no other answer.
 * @module
 */

import { type Answer, LOAD_EVENT_ID } from "../../scripts/adapters/shop/mod.ts";
import {
  type Check,
  type CheckContext,
  fail,
  type Finding,
  notStarted,
  pass,
  type Shop,
} from "../../scripts/checks/mod.ts";

/** Longest wait until payments is back (ms). */
const BACK_MS = 30_000;

/** Payments answers after that; the gateway waits for less (ms). */
const TOO_SLOW_MS = 8000;

/** Step 1.8. */
export const graceful: Check = {
  id: "1.8",
  task: 2,
  title: "without payments a customer keeps the seat and learns that",
  hints: [
    "Which of the five failure kinds tells you for certain that the customer was not " +
    "charged?",
    "Only then may the answer promise that nothing happened. The mapping from a failure " +
    "to an answer is in services/gateway/upstream_problem.ts, and what a client is told " +
    "belongs in one place.",
    "A warehouse that is unreachable could answer like this: new UpstreamProblem(failure, " +
    '503, "The parcel is kept. Ask again soon.", { code: "warehouse_closed", parcel_id: ' +
    "id }).",
  ],
  measures:
    "pay without payments; on `deno task dev` also pay with slow and failing payments",
  tool: "HTTP calls to the shop, runtime faults of payments",
  catches: [
    "a 503 for every failure, also for a charge that may have been made",
    "another code, no reservation, no sentence",
    "a 200 though nothing was paid",
  ],
  async run(context) {
    const shop = await context.shop();
    const { customer } = shop;
    const id = await customer.reserved(LOAD_EVENT_ID);
    await shop.stop("payments");
    let refused, list, reserve;
    try {
      refused = await customer.pay(id);
      list = await customer.list();
      reserve = await customer.reserve(LOAD_EVENT_ID);
    } finally {
      await shop.start("payments");
    }
    const again = await paidLater(context, shop, id);
    const isChanged = refused.status === 503;
    return evaluateGraceful({
      id,
      refused,
      list: list.status,
      reserve: reserve.status,
      again,
      ...isChanged && shop.kind === "dev" ? await withFaults(shop) : {},
    });
  },
};

/** The gateway's answers. */
export interface Told {
  /** Of the reservation that was to be paid. */
  readonly id: string;
  readonly refused: Pick<Answer, "status" | "body">;
  /** Statuses without payments. */
  readonly list: number;
  readonly reserve: number;
  /** Status of pay once payments was back. */
  readonly again: number;
  /** Pay while payments is too slow, and while it fails; undefined: not tried. */
  readonly slow?: Pick<Answer, "status" | "body">;
  readonly failing?: Pick<Answer, "status" | "body">;
}

/** Evaluates it. */
function evaluateGraceful(
  { id, refused, list, reserve, again, slow, failing }: Told,
): Finding {
  const bound =
    "pay 503 with code payments_unavailable, the reservation_id and a " +
    "sentence as detail; list and reserve 200; the same reservation payable " +
    "after payments is back; slow and failing payments answered as before";
  const { code, reservation_id, detail } = refused.body;
  const others = Object.entries({ slow, failing }).flatMap(([name, answer]) =>
    answer === undefined ? [] : [{ name, ...answer }]
  );
  const changed = others.filter(({ status, body }) =>
    status === 503 || status < 400 || body.code === "payments_unavailable"
  );
  const hasDetail = typeof detail === "string" && /\S\s+\S/.test(detail);
  const measured = `pay ${refused.status}, code ${code ?? "missing"}, ` +
    `reservation_id ${
      reservation_id === id
        ? "right"
        : reservation_id === undefined
        ? "missing"
        : "of another one"
    }, detail ${hasDetail ? "there" : "missing"}; list ${list}, ` +
    `reserve ${reserve}; paid again: ${again}` +
    others.map(({ name, status }) => `; ${name} payments: ${status}`).join("");
  if (refused.status === 502 && again === 200) {
    return notStarted(measured, "Task 2 of labs/lab1.md");
  }
  if (changed.length > 0) {
    return fail(
      measured,
      bound,
      `services/gateway: ${
        changed.map(({ name }) => name).join(" and ")
      } payments took the connection, so the charge may have been made and the answer must stay as it was`,
      others,
    );
  }
  const isGood = refused.status === 503 && code === "payments_unavailable" &&
    reservation_id === id && hasDetail && list === 200 && reserve === 200 &&
    again === 200;
  return isGood ? pass(measured, bound, refused.body) : fail(
    measured,
    bound,
    "services/gateway/upstream_problem.ts; stop payments, then compare the answer of pay with step 1.8",
    refused.body,
  );
}

/** Pays while payments is too slow for the gateway, and while it fails. */
async function withFaults(
  { customer, faults }: Shop,
): Promise<Pick<Told, "slow" | "failing">> {
  const payments = faults("payments");
  async function payWith(
    fault: Readonly<Record<string, unknown>> & { readonly kind: string },
  ): Promise<Answer> {
    const id = await customer.reserved(LOAD_EVENT_ID);
    await payments.add({ rate: 1, ttl_s: 20, ...fault });
    try {
      return await customer.pay(id);
    } finally {
      await payments.remove(fault.kind);
    }
  }
  return {
    slow: await payWith({
      kind: "payment_latency",
      latency_ms: TOO_SLOW_MS,
    }),
    failing: await payWith({ kind: "payment_failure" }),
  };
}

/** Status of paying once payments answers again. */
async function paidLater(
  { clock }: CheckContext,
  { customer }: Shop,
  id: string,
): Promise<number> {
  const start = clock.monotonic();
  for (;;) {
    const { status } = await customer.pay(id);
    if (status === 200 || clock.monotonic() - start > BACK_MS) return status;
    await clock.sleep(250);
  }
}
