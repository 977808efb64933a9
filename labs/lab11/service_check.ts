/**
 * Notifications as a service: what it answers, counts and may do.
 * @module
 */

import { z } from "zod";
import {
  type Check,
  countersOf,
  fail,
  type Finding,
  grown,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import { call } from "../../scripts/adapters/shop/mod.ts";

/** Where to begin. */
export const NOT_YET =
  "services/notifications/main.ts, and its permission set in deno.json";

/** Step 11.1. */
export const service: Check = {
  id: "11.1",
  task: 1,
  title: "notifications answers as the contract says",
  hints: [
    "Which answer, count or permission does the message name, and where does payments do " +
    "the same?",
    "A service is createServiceApp plus its own routes, faults and variables " +
    '(services/payments/app.ts). Reading 11, "Fire and forget still needs a limit and a ' +
    'counter", says why it counts.',
    "A service stamps with POST /stamp: createRoute with a body schema, a counter " +
    "stamps_stamp_total{result}, STAMP_FAILURE_RATE in config.ts, and net and env of its " +
    "own in deno.json.",
  ],
  measures:
    "answers, counters and faults of the service, and what its permission set allows",
  tool: "HTTP, /metrics, JSON",
  catches: [
    "an order without an id that is taken; text that is not JSON",
    "NOTIFY_FAILURE_RATE or NOTIFY_LATENCY_MS without an effect",
    "permissions for everything",
  ],
  async run(context) {
    const generous = generousIn(await context.read("deno.json") ?? "{}");
    if (generous.length > 0) {
      return fail(
        `the permission set notifications allows ${generous.join(", ")}`,
        "the addresses that it listens on and its own variables, and nothing else",
        "deno.json, permissions, notifications",
      );
    }
    const shop = await context.shop();
    const url = shop.urlOf("notifications");
    if (url === undefined) {
      return notStarted("no notifications service runs", NOT_YET);
    }
    const body = { event: "order_confirmed", order_id: crypto.randomUUID() };
    const notify = () => call("POST", `${url}/notify`, body);
    const before = await countersOf(shop, "notifications");
    const sent = await notify();
    const bad = await call("POST", `${url}/notify`, {
      event: "order_confirmed",
    });
    const noJson = await fetch(`${url}/notify`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: "{ order_id",
    });
    await noJson.body?.cancel();
    const health = await call("GET", `${url}/health`);
    const after = await countersOf(shop, "notifications");
    const counted = (result: string) => ({ result });
    const of = "notifications_notify_total";
    try {
      await shop.restart("notifications", { NOTIFY_FAILURE_RATE: "1" });
      const well = await countersOf(shop, "notifications");
      const failing = await notify();
      const ill = await countersOf(shop, "notifications");
      await shop.restart("notifications", {
        NOTIFY_FAILURE_RATE: "",
        NOTIFY_LATENCY_MS: String(SLOW_MS),
      });
      const began = context.clock.monotonic();
      const slow = await notify();
      return evaluateService({
        sent: sent.status,
        said: sent.body.status,
        bad: bad.status,
        noJson: noJson.status,
        health: health.status,
        counted: grown(before, after, of, counted("success")),
        failing: failing.status,
        failed: grown(well, ill, of, counted("failed")),
        slow: slow.status,
        slowMs: context.clock.monotonic() - began,
      });
    } finally {
      await shop.restart("notifications", {
        NOTIFY_FAILURE_RATE: "",
        NOTIFY_LATENCY_MS: "",
      });
    }
  },
};

/** NOTIFY_LATENCY_MS while it is checked. */
const SLOW_MS = 400;

const permissionSet = z.looseObject({
  permissions: z.looseObject({
    notifications: z.looseObject({}).optional(),
  }).optional(),
});

/** The permissions of a set that no service needs, in words. */
export function generousIn(config: string): readonly string[] {
  const found = permissionSet.safeParse(JSON.parse(config));
  const set = found.data?.permissions?.notifications;
  return Object.entries(set ?? {}).flatMap(([kind, allowed]) => {
    const all = allowed === true ||
      (typeof allowed === "object" && allowed !== null &&
        "allow" in allowed && allowed.allow === true);
    if (all) return [kind === "all" ? "everything" : `all of ${kind}`];
    return /^(?:run|ffi|write)$/.test(kind) && allowed !== false &&
        !isEmpty(allowed)
      ? [kind]
      : [];
  });
}

function isEmpty(allowed: unknown): boolean {
  return Array.isArray(allowed) ? allowed.length === 0 : allowed === undefined;
}

/** The behaviour of notifications. */
export interface ServiceSeen {
  readonly sent: number;
  readonly said: unknown;
  readonly bad: number;
  /** Of a body that is no JSON. */
  readonly noJson: number;
  readonly health: number;
  readonly counted: number;
  /** With NOTIFY_FAILURE_RATE=1. */
  readonly failing: number;
  readonly failed: number;
  /** With NOTIFY_LATENCY_MS. */
  readonly slow: number;
  readonly slowMs: number;
}

/** Evaluates it. */
export function evaluateService(seen: ServiceSeen): Finding {
  const bound =
    "notify 200 sent, without order_id or JSON 400 or 422, health 200, " +
    "notifications_notify_total grows by 1 each; NOTIFY_FAILURE_RATE=1 makes it 500, " +
    `NOTIFY_LATENCY_MS=${SLOW_MS} slow`;
  const { sent, said, bad, noJson, health, counted } = seen;
  const { failing, failed, slow, slowMs } = seen;
  const measured = `notify ${sent} ${said}, without order_id ${bad}, without ` +
    `JSON ${noJson}, health ${health}, counted ${counted}; failing ${failing}, ` +
    `counted failed ${failed}; slow ${slow} in ${Math.round(slowMs)} ms`;
  const isBad = (status: number): boolean => status === 400 || status === 422;
  const isGood = sent === 200 && said === "sent" && isBad(bad) &&
    isBad(noJson) && health === 200 && counted === 1 &&
    failing === 500 && failed === 1 && slow === 200 &&
    slowMs >= 0.95 * SLOW_MS;
  return isGood ? pass(measured, bound, seen) : fail(
    measured,
    bound,
    "services/notifications/app.ts and config.ts; compare with services/payments",
    seen,
  );
}
