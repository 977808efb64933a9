import assert from "node:assert/strict";
import { fakeClock } from "../shared/clock_fake.ts";
import { createNotificationsApp } from "./app.ts";

function notifications(failureRate = 0, latencyMs = 0) {
  const clock = fakeClock();
  const app = createNotificationsApp({
    version: "test",
    clock,
    random: () => 0.5,
    failureRate,
    latencyMs,
    faultsToken: undefined,
  });
  const notify = async (body: unknown) =>
    await app.hono.request("/notify", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const metrics = async () => await (await app.hono.request("/metrics")).text();
  return { clock, notify, metrics };
}

const ORDER = { event: "order_confirmed", order_id: "o1" };

Deno.test("POST /notify says that it was sent, and counts it", async () => {
  const { notify, metrics } = notifications();
  const answer = await notify(ORDER);
  assert.equal(answer.status, 200);
  assert.deepEqual(await answer.json(), { status: "sent" });
  assert.match(await metrics(), /notify_total\{result="success"\} 1\n/);
});

Deno.test("a draw below the failure rate is a 500, and counted", async () => {
  const { notify, metrics } = notifications(0.6);
  assert.equal((await notify(ORDER)).status, 500);
  assert.match(await metrics(), /notify_total\{result="failed"\} 1\n/);
  assert.equal((await notifications(0.5).notify(ORDER)).status, 200);
});

Deno.test("every notification waits for the latency that is asked for", async () => {
  const { clock, notify } = notifications(0, 300);
  const answer = notify(ORDER);
  await clock.advance(300);
  assert.equal((await answer).status, 200);
  assert.deepEqual(clock.slept, [300]);
});

Deno.test("a field that is missing is a 422 with its name", async () => {
  const answer = await notifications().notify({ event: "x" });
  assert.equal(answer.status, 422);
  assert.match((await answer.json()).detail, /order_id/);
});
