import assert from "node:assert/strict";
import {
  gateway,
  hangs,
  nameOf,
  problem,
  type TestGateway,
  unreachable,
} from "./app_fixture.ts";

const ENV = { NOTIFICATIONS_URL: "http://notifications:8083" };

async function counted(app: TestGateway): Promise<Record<string, number>> {
  const metric = app.registry.getSingleMetric("gateway_notify_total");
  const { values } = await metric?.get() ?? { values: [] };
  return Object.fromEntries(
    values.map(({ labels, value }) => [labels.result, value]),
  );
}

async function pay(app: TestGateway): Promise<void> {
  assert.equal((await app.call("POST", "/reserve/r1/pay")).status, 200);
}

Deno.test("an order is sent to notifications once", async () => {
  const app = gateway(undefined, ENV);
  await pay(app);
  await app.settled();
  const told = app.asked.filter(({ service }) => service === "notifications");
  assert.deepEqual(told.map(nameOf), ["notifications POST /notify"]);
  assert.deepEqual(told[0]?.body, { event: "order_confirmed", order_id: "r1" });
  assert.deepEqual(await counted(app), { success: 1, failed: 0 });
});

Deno.test("without NOTIFICATIONS_URL no order is sent, and nothing is counted", async () => {
  const app = gateway();
  await pay(app);
  await app.settled();
  assert.ok(app.asked.every(({ service }) => service !== "notifications"));
  assert.deepEqual(await counted(app), { success: 0, failed: 0 });
});

Deno.test("no client waits for notifications, but a shutdown does, for two seconds at most", async () => {
  const app = gateway(
    ({ service }) => service === "notifications" ? hangs() : undefined,
    ENV,
  );
  await pay(app); // the clock stands still: nothing was waited for
  let drained = false;
  const draining = app.settled().then(() => drained = true);
  await app.clock.advance(1999);
  assert.equal(drained, false);
  await app.clock.advance(1);
  await draining;
  assert.deepEqual(await counted(app), { success: 0, failed: 1 });
});

for (
  const [what, answer] of [
    ["fails", () => problem(500, "mail server down")],
    ["is unreachable", unreachable],
    ["redirects", () => Response.redirect("http://x/")],
  ] as const
) {
  Deno.test(`an order stands when notifications ${what}`, async () => {
    const app = gateway(
      ({ service }) => service === "notifications" ? answer() : undefined,
      ENV,
    );
    await pay(app);
    await app.settled();
    assert.deepEqual(await counted(app), { success: 0, failed: 1 });
  });
}

Deno.test("the fault notify_loss loses a message on its way", async () => {
  const app = gateway(undefined, { ...ENV, FAULTS_TOKEN: "t" });
  const put = await app.call("PUT", "/faults", {
    faults: [{ kind: "notify_loss", ttl_s: 60 }],
  }, { Authorization: "Bearer t" });
  assert.equal(put.status, 200);
  await pay(app);
  await app.settled();
  assert.ok(app.asked.every(({ service }) => service !== "notifications"));
  assert.deepEqual(await counted(app), { success: 0, failed: 1 });
});
