// Runs with -P=test-system
/**
 * The customers' view when a part is unavailable, on the real stack.
 */

import assert from "node:assert/strict";
import { LOAD_EVENT_ID } from "../../adapters/shop/load_event.ts";
import { type Stack, startStack } from "../local/mod.ts";
import { call, Customer } from "../../adapters/shop/customer.ts";
import { until } from "../../lib/wait/wait.ts";

let stack: Stack;
let customer: Customer;

Deno.test.beforeAll(async () => {
  stack = await startStack();
  customer = new Customer(stack.urls.gateway ?? "");
});
Deno.test.afterAll(() => stack.close());

function events(path: string): Promise<{ readonly status: number }> {
  return call("GET", `${stack.urls.events}${path}`);
}

function healthy(): Promise<number> {
  return until(
    "the shop is healthy",
    async () =>
      (await customer.health()).status === 200 &&
      (await customer.reserve(LOAD_EVENT_ID)).status === 200,
  );
}

/** Shows the figure; fails only far beyond the promise, the machine is noisy. */
async function measured(
  t: Deno.TestContext,
  what: string,
  ms: number,
  promisedMs: number,
): Promise<void> {
  const figure = `${what}: 503 after ${Math.round(ms)} ms of ${promisedMs}`;
  await t.step(figure, () => assert.ok(ms < 3 * promisedMs));
}

for (
  const [store, promisedMs] of [["redis", 1500], ["postgres", 2500]] as const
) {
  Deno.test(`a ${store} that hangs is a 503 in bounded time, and no restart is needed`, async (t) => {
    const pids = await processesOf(stack.pid(store) ?? 0);
    for (const pid of pids) Deno.kill(pid, "SIGSTOP");
    const reserve = await customer.reserve(LOAD_EVENT_ID);
    assert.equal(reserve.status, 503);
    await measured(t, "reserve", reserve.ms, promisedMs);
    for (const pid of pids) Deno.kill(pid, "SIGCONT");
    await healthy();
  });
}

/** A process and its children: PostgreSQL is many. */
async function processesOf(pid: number): Promise<readonly number[]> {
  const task = `/proc/${pid}/task/${pid}/children`;
  const children = await Deno.readTextFile(task).catch(() => "");
  return [pid, ...children.split(" ").filter(Boolean).map(Number)];
}

Deno.test("Redis away: list 200, reserve 503 in bounded time; back: no restart needed", async (t) => {
  const pid = stack.pid("events");
  await stack.kill("redis");
  await until(
    "events notices",
    async () => (await customer.reserve(LOAD_EVENT_ID)).status === 503,
  );
  const reserve = await customer.reserve(LOAD_EVENT_ID);
  assert.equal(reserve.status, 503);
  assert.ok(reserve.headers.get("retry-after"));
  await measured(t, "reserve", reserve.ms, 1500);
  assert.equal((await customer.list()).status, 200);
  assert.equal((await events("/readyz")).status, 200);
  assert.equal((await customer.health()).status, 503);
  await stack.start("redis");
  await healthy();
  assert.equal(stack.pid("events"), pid);
});

Deno.test("PostgreSQL away: 503 in bounded time, alive, not ready; back: no restart needed", async (t) => {
  const pid = stack.pid("events");
  await stack.kill("postgres");
  const list = await customer.list();
  assert.equal(list.status, 503);
  await measured(t, "list", list.ms, 2500);
  assert.equal((await customer.reserve(LOAD_EVENT_ID)).status, 503);
  assert.equal((await events("/livez")).status, 200);
  assert.equal((await events("/readyz")).status, 503);
  await stack.start("postgres");
  await healthy();
  assert.equal(stack.pid("events"), pid);
});

Deno.test("payments away: list and reserve 200, pay 502, paying again works later", async () => {
  const id = await customer.reserved(LOAD_EVENT_ID);
  await stack.stop("payments");
  const pay = await customer.pay(id);
  assert.equal(pay.status, 502);
  assert.equal((await customer.list()).status, 200);
  assert.equal((await customer.reserve(LOAD_EVENT_ID)).status, 200);
  await stack.start("payments");
  assert.equal((await customer.pay(id)).status, 200);
});

Deno.test("payments that fail are a 500 with its reason, and nothing is sold", async () => {
  await stack.restart("payments", { PAYMENT_FAILURE_RATE: "1" });
  const id = await customer.reserved(LOAD_EVENT_ID);
  const pay = await customer.pay(id);
  assert.deepEqual([pay.status, pay.body.detail], [500, "Payment failed"]);
  const health = await call("GET", `${stack.urls.payments}/health`);
  assert.equal(health.status, 200);
  await stack.restart("payments", { PAYMENT_FAILURE_RATE: "0" });
  assert.equal((await customer.pay(id)).status, 200);
});

Deno.test("events away: 502; slow payments: 504 after the gateway's bound, then one order", async () => {
  await stack.restart("gateway", { GATEWAY_TIMEOUT_MS: "300" });
  await stack.restart("payments", { PAYMENT_LATENCY_MS: "1000" });
  const id = await customer.reserved(LOAD_EVENT_ID);
  assert.equal((await customer.pay(id)).status, 504);
  await stack.restart("payments", { PAYMENT_LATENCY_MS: "0" });
  await stack.restart("gateway", { GATEWAY_TIMEOUT_MS: "5000" });
  assert.equal((await customer.pay(id)).status, 200);
  await stack.stop("events");
  assert.equal((await customer.list()).status, 502);
  await stack.start("events");
  await healthy();
});
