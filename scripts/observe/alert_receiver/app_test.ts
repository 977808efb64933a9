import assert from "node:assert/strict";
import { fakeClock } from "../../../services/shared/clock_fake.ts";
import { MAX_KEPT } from "./alert.ts";
import { createAlertReceiver } from "./app.ts";

const FIRING = {
  status: "firing",
  labels: { alertname: "HighErrorRate", severity: "critical" },
  annotations: { summary: "5 % of requests <fail>" },
  startsAt: "2026-11-23T10:00:00Z",
  endsAt: "0001-01-01T00:00:00Z",
  values: { A: 12.5 },
};

function scene() {
  const app = createAlertReceiver({ version: "test", clock: fakeClock() });
  const post = (body: unknown) =>
    app.hono.request("/alerts", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const listed = async (query = "") =>
    (await (await app.hono.request(`/alerts${query}`)).json()).alerts;
  return { app, post, listed };
}

Deno.test("an alert that was sent is listed, counted and shown, escaped", async () => {
  const { app, post, listed } = scene();
  const resolved = {
    ...FIRING,
    status: "resolved",
    endsAt: "2026-11-23T10:05:00Z",
  };
  const notification = {
    receiver: "quickticket-alerts",
    alerts: [FIRING, resolved],
  };
  assert.equal((await post(notification)).status, 204);
  const [second, first] = await listed();
  assert.equal(first.name, "HighErrorRate");
  assert.equal(first.receiver, "quickticket-alerts");
  assert.deepEqual(first.values, { A: 12.5 });
  assert.equal(first.endsAt, undefined);
  assert.equal(second.endsAt, "2026-11-23T10:05:00Z");
  assert.deepEqual((await listed("?status=firing")).length, 1);
  const metrics = await (await app.hono.request("/metrics")).text();
  assert.match(metrics, /alert_receiver_alerts_total\{status="firing"\} 1\n/);
  const page = await (await app.hono.request("/")).text();
  assert.match(page, /5 % of requests &lt;fail&gt;/);
});

Deno.test("what is no notification is refused with its reason", async () => {
  const { post, listed } = scene();
  const none = await post({ alerts: [] });
  assert.equal(none.status, 400);
  assert.match((await none.json()).detail, /alerts must have at least one/);
  const wrong = await post({ alerts: [{ ...FIRING, status: "loud" }] });
  assert.equal(wrong.status, 422);
  assert.match((await wrong.json()).detail, /alerts\.0\.status/);
  assert.deepEqual(await listed(), []);
});

Deno.test("the newest are kept, and all can be thrown away", async () => {
  const { app, post, listed } = scene();
  for (let i = 0; i < 11; i++) {
    await post({ alerts: Array.from({ length: 100 }, () => FIRING) });
  }
  const kept = await listed();
  assert.equal(kept.length, MAX_KEPT);
  assert.equal(kept[0].number, 1100);
  await app.hono.request("/alerts", { method: "DELETE" });
  assert.deepEqual(await listed(), []);
});
