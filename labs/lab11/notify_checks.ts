/**
 * Notifications: a service of its own, told of every order, waited for by none.
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
  quantile,
  tally,
} from "../../scripts/checks/mod.ts";
import { call } from "../../scripts/adapters/shop/mod.ts";

const NOT_YET =
  "services/notifications/main.ts, and its permission set in deno.json";

/** Step 11.1. */
export const service: Check = {
  id: "11.1",
  task: 1,
  title: "notifications answers as the contract says",
  hints: [
    "services/payments is the nearest model: one route, two fault switches.",
    "createServiceApp gives /livez, /readyz, /health and /metrics; you add POST /notify.",
    "deno.json needs a permission set named notifications, else deno task dev does not start it.",
  ],
  async run(context) {
    const shop = await context.shop();
    const url = shop.urlOf("notifications");
    if (url === undefined) {
      return notStarted("no notifications service runs", NOT_YET);
    }
    const body = { event: "order_confirmed", order_id: crypto.randomUUID() };
    const before = await countersOf(shop, "notifications");
    const sent = await call("POST", `${url}/notify`, body);
    const bad = await call("POST", `${url}/notify`, {
      event: "order_confirmed",
    });
    const health = await call("GET", `${url}/health`);
    const after = await countersOf(shop, "notifications");
    return evaluateService({
      sent: sent.status,
      said: sent.body.status,
      bad: bad.status,
      health: health.status,
      counted: grown(before, after, "notifications_notify_total", {
        result: "success",
      }),
    });
  },
};

/** What notifications did. */
export interface ServiceSeen {
  readonly sent: number;
  readonly said: unknown;
  readonly bad: number;
  readonly health: number;
  readonly counted: number;
}

/** Evaluates it. */
export function evaluateService(seen: ServiceSeen): Finding {
  const bound = "notify 200 sent, without order_id 400 or 422, health 200, " +
    "notifications_notify_total grows by 1";
  const { sent, said, bad, health, counted } = seen;
  const measured = `notify ${sent} ${said}, without order_id ${bad}, health ` +
    `${health}, counted ${counted}`;
  const isGood = sent === 200 && said === "sent" &&
    (bad === 400 || bad === 422) &&
    health === 200 && counted === 1;
  return isGood
    ? pass(measured, bound, seen)
    : fail(measured, bound, "services/notifications/app.ts", seen);
}

/** Step 11.3. */
export const wired: Check = {
  id: "11.3",
  task: 1,
  title: "every order is told, and notifications gates nothing",
  hints: [
    "NOTIFICATIONS_URL switches it on; deno task dev sets it by itself.",
    "The gateway's code is there already: services/gateway/notify.ts.",
    "GET /health shows notifications, and stays 200 while it is down.",
  ],
  async run(context) {
    const shop = await context.shop();
    if (shop.urlOf("notifications") === undefined) {
      return notStarted("no notifications service runs", NOT_YET);
    }
    const before = await countersOf(shop, "gateway");
    const told = await countersOf(shop, "notifications");
    const { statuses } = await buy(shop, 10);
    await shop.stop("notifications");
    let health, without;
    try {
      health = (await shop.customer.health()).status;
      without = await buy(shop, 3);
    } finally {
      await shop.start("notifications");
    }
    const after = await countersOf(shop, "gateway");
    const seen = {
      paid: count(statuses, 200),
      told: grown(before, after, "gateway_notify_total", { result: "success" }),
      lost: grown(before, after, "gateway_notify_total", { result: "failed" }),
      health,
      without: without.statuses,
      known: told.size > 0,
    };
    const bound =
      "10 of 10 paid and told; without notifications health 200 and 3 of 3 paid";
    const measured =
      `${seen.paid} paid, ${seen.told} told; without notifications ` +
      `health ${health} and ${tally(without.statuses)}`;
    const isGood = seen.paid === 10 && seen.told === 10 && health === 200 &&
      count(without.statuses, 200) === 3;
    return isGood
      ? pass(measured, bound, seen)
      : fail(measured, bound, "services/gateway/notify.ts and health.ts", seen);
  },
};

/** Injected delay of notifications (ms): far above any pay without it. */
const DELAY_MS = 1500;

/** Step 11.5. */
export const unnoticed: Check = {
  id: "11.5",
  task: 1,
  title: "slow and failing notifications reach no customer",
  hints: [
    "What happens to pay when notifications takes seconds?",
    "The order is confirmed before anybody is told: nothing may be awaited after it.",
    "A promise that nobody awaits needs a catch, else its failure ends the process.",
  ],
  async run(context) {
    const shop = await context.shop();
    if (shop.urlOf("notifications") === undefined) {
      return notStarted("no notifications service runs", NOT_YET);
    }
    const faults = shop.faults("notifications");
    await faults.add({
      kind: "latency",
      route: "/notify",
      rate: 1,
      latency_ms: DELAY_MS,
      ttl_s: 60,
    });
    await faults.add({
      kind: "error",
      route: "/notify",
      rate: 0.3,
      status: 500,
      ttl_s: 60,
    });
    try {
      const { statuses, ms } = await buy(shop, 20);
      return evaluateUnnoticed(statuses, ms);
    } finally {
      await faults.clear();
    }
  },
};

/** Evaluates the pays of step 11.5. */
export function evaluateUnnoticed(
  statuses: readonly number[],
  ms: readonly number[],
): Finding {
  const p95 = quantile(ms, 0.95);
  const bound =
    `at least 20 pays, all 200, p95 below the ${DELAY_MS} ms of notifications`;
  const measured = `${tally(statuses)}, p95 ${p95} ms`;
  const isGood = statuses.length >= 20 &&
    count(statuses, 200) === statuses.length &&
    p95 < DELAY_MS;
  return isGood ? pass(measured, bound, { statuses, ms }) : fail(
    measured,
    bound,
    "services/gateway/notify.ts: is anything awaited?",
    { statuses, ms },
  );
}
