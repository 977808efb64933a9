/**
 * Notifications, which receives every order, and which no customer waits for.
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
import { NOT_YET } from "./service_check.ts";

/** Step 11.3. */
export const wired: Check = {
  id: "11.3",
  task: 1,
  title: "notifications hears of every order, and no sale depends on it",
  hints: [
    "Does the gateway know where notifications is, and does its health depend on it?",
    "NOTIFICATIONS_URL switches the calls on, and deno task dev sets it. A fallback gives " +
    'less instead of nothing (Reading 11, "A fallback gives a worse answer instead of no ' +
    'answer").',
    "/health of another shop: { status: healthy, checks: { stock: ok, stamps: down } }. " +
    "Stamps are missing, and the shop still sells.",
  ],
  measures:
    "ten orders and their notifications; pays and health while notifications is stopped",
  tool: "the shop's API, counters of the gateway",
  catches: [
    "orders without a message",
    "a pay or a health that depends on it",
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
      "10 of 10 paid and notified; without notifications health 200 and 3 of 3 paid";
    const measured =
      `${seen.paid} paid, ${seen.told} notified; without notifications ` +
      `health ${health} and ${tally(without.statuses)}`;
    const isGood = seen.paid === 10 && seen.told === 10 && health === 200 &&
      count(without.statuses, 200) === 3;
    return isGood ? pass(measured, bound, seen) : fail(
      measured,
      bound,
      "services/gateway/notify.ts and health.ts, and gateway_notify_total at the gateway's /metrics",
      seen,
    );
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
    "What does the customer wait for after the order is confirmed?",
    'Work that no customer needs may go on after the answer (Reading 11, "Fire and forget ' +
    'still needs a limit and a counter"). A promise without await needs a catch.',
    "track(stamp(order)) starts the work and returns at once; stamp() catches its own " +
    "errors and counts them.",
  ],
  measures:
    "status and time of 20 pays while notifications takes 1.5 s and fails",
  tool: "the shop's API and faults",
  catches: [
    "a notification that is awaited",
    "a rejection that ends the process",
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
    "services/gateway/notify.ts and its caller: what does a pay wait for?",
    { statuses, ms },
  );
}
