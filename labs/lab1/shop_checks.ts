/**
 * What Lab 1's shop does: it sells, is loaded, and fails well.
 * @module
 */

import { z } from "zod";
import { LOAD_EVENT_ID } from "../../scripts/adapters/shop/mod.ts";
import {
  type Check,
  type CheckContext,
  couldNotVerify,
  fail,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";

const LOAD = "submissions/lab1-load.json";

/** Step 1.2. */
export const sells: Check = {
  id: "1.2",
  task: 1,
  title: "the shop lists six events and sells a ticket",
  hints: [
    "docker compose ps shows which part is not healthy.",
    "docker compose logs SERVICE tells why it did not start.",
    "docker compose down -v && docker compose up -d --wait starts afresh.",
  ],
  async run(context) {
    const { customer, kind } = await context.shop();
    const bound = "6 events, pay answers 200 with a confirmed order";
    const list = await customer.list();
    const events = Array.isArray(list.body) ? list.body.length : 0;
    const paid = await customer.pay(await customer.reserved(LOAD_EVENT_ID));
    const { status } = paid.body;
    const measured = `${events} events, pay ${paid.status} ${status ?? ""}`;
    return events >= 6 && paid.status === 200 && status === "confirmed"
      ? pass(`${measured} (${kind})`, bound, paid.body)
      : fail(measured, bound, "the answer of pay, then the gateway's log");
  },
};

const Load = z.object({
  schema: z.string().startsWith("quickticket-loadgen/"),
  run: z.object({ url: z.string(), seconds: z.number() }),
  orders: z.object({ completed: z.int() }),
  requests: z.object({ count: z.int(), failures: z.int() }),
});

/** Step 1.5. */
export const load: Check = {
  id: "1.5",
  task: 1,
  title: "a load shows the outage of payments, and the sales around it",
  hints: [
    "Stop payments from another terminal while the load runs.",
    `--summary ${LOAD} keeps what the load generator has seen.`,
    "30 s of load, payments away for 10 s in the middle of it.",
  ],
  async run(context) {
    const text = await context.read(LOAD);
    if (text === undefined) {
      return notStarted(`there is no ${LOAD}`, "step 1.5");
    }
    const summary = Load.safeParse(parsed(text));
    const bound = "at least 20 s, with orders and with failures";
    if (!summary.success) {
      return couldNotVerify(
        `${LOAD} is no summary of deno task loadgen`,
        bound,
        `deno task loadgen --rps 5 --duration 30s --summary ${LOAD}`,
      );
    }
    const { run, orders, requests } = summary.data;
    const measured = `${Math.round(run.seconds)} s, ${requests.count} ` +
      `requests, ${requests.failures} failed, ${orders.completed} orders`;
    const isBoth = orders.completed > 0 && requests.failures > 0;
    return run.seconds >= 20 && isBoth
      ? pass(measured, bound, summary.data)
      : fail(measured, bound, "was payments away for a part of the time?");
  },
};

/** Step 1.8. */
export const graceful: Check = {
  id: "1.8",
  task: 2,
  title: "without payments a customer keeps the seat and is told so",
  hints: [
    "Which function decides what a client is told when payments is away?",
    "services/gateway/upstream_problem.ts: the kind unreachable. Map nothing " +
    "else: a charge that timed out may have been made.",
    "An UpstreamProblem takes fields besides its detail: code, reservation_id.",
  ],
  async run(context) {
    const shop = await context.shop();
    const { customer } = shop;
    const bound = "pay 503 with code payments_unavailable and the " +
      "reservation_id; list and reserve 200; the same reservation payable " +
      "after payments is back";
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
    const again = await paidLater(context, id);
    const { code, reservation_id } = refused.body;
    const measured = `pay ${refused.status} code ${code ?? "none"}, ` +
      `reservation_id ${reservation_id === id ? "right" : "missing"}; ` +
      `list ${list.status}, reserve ${reserve.status}; paid again: ${again}`;
    if (refused.status === 502 && again === 200) {
      return notStarted(measured, "Task 2 of labs/lab1.md");
    }
    const good = refused.status === 503 && code === "payments_unavailable" &&
      reservation_id === id && list.status === 200 &&
      reserve.status === 200 && again === 200;
    return good ? pass(measured, bound, refused.body) : fail(
      measured,
      bound,
      "services/gateway: what pay answers",
      refused.body,
    );
  },
};

/** Longest wait until payments is back (ms). */
const BACK_MS = 30_000;

/** Status of paying once payments answers again. */
async function paidLater(
  { clock, shop }: CheckContext,
  id: string,
): Promise<number> {
  const { customer } = await shop();
  const start = clock.monotonic();
  for (;;) {
    const { status } = await customer.pay(id);
    if (status === 200 || clock.monotonic() - start > BACK_MS) return status;
    await clock.sleep(250);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
