import assert from "node:assert/strict";
import { events } from "./app_fixture.ts";

Deno.test("GET /events lists by date, with what is available", async () => {
  const app = events();
  await app.reserve(2);
  const answer = await app.get("/events");
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get("content-type") ?? "", /^application\/json/);
  assert.deepEqual(await answer.json(), [{
    id: 2,
    name: "Meetup",
    venue: "Room",
    date: "2026-11-01T10:00:00.000Z",
    total_tickets: 30,
    price_cents: 0,
    available: 30,
  }, {
    id: 1,
    name: "Go Conference",
    venue: "Hall",
    date: "2026-12-01T10:00:00.000Z",
    total_tickets: 5,
    price_cents: 100,
    available: 3,
  }]);
});

for (
  const [path, status] of [
    ["/events/1", 200],
    ["/events/99", 404],
    ["/events/2147483647", 404],
    ["/events/0", 422],
    ["/events/2147483648", 422],
    ["/events/abc", 422],
    ["/events/1.5", 422],
    ["/events/-1", 422],
  ] as const
) {
  Deno.test(`GET ${path} is answered ${status}`, async () => {
    const answer = await events().get(path);
    assert.equal(answer.status, status);
    if (status === 422) {
      assert.equal((await answer.json()).errors[0].path, "id");
    }
  });
}

for (
  const [body, status] of [
    [{ quantity: 1 }, 200],
    [{ quantity: 5 }, 200],
    [{ note: "quantity is 1 when absent" }, 200],
    [{ quantity: 6 }, 409],
    [{}, 400],
    [{ quantity: 0 }, 400],
    [{ quantity: 11 }, 400],
    [{ quantity: -1 }, 400],
    [{ quantity: 1.5 }, 422],
    [{ quantity: "2" }, 422],
    [{ quantity: true }, 422],
    [{ quantity: null }, 422],
    [[], 422],
    [null, 422],
  ] as const
) {
  const shown = JSON.stringify(body);
  Deno.test(`POST /events/1/reserve of ${shown} is answered ${status}`, async () => {
    const app = events();
    const answer = await app.post("/events/1/reserve", body);
    assert.equal(answer.status, status, await answer.clone().text());
    assert.equal(await app.shop.holds.count(), status === 200 ? 1 : 0);
    const told = await answer.json();
    if (status === 409) assert.equal(told.available, 5);
    if (status !== 200) assert.equal(typeof told.detail, "string");
  });
}

Deno.test("reserving an event that does not exist is a 404", async () => {
  const answer = await events().post("/events/99/reserve", { quantity: 1 });
  assert.equal(answer.status, 404);
});

Deno.test("paying: fence, then confirm; a repetition gives the same order", async () => {
  const app = events();
  const id = await app.reserve(2);
  const fence = await app.post(`/reservations/${id}/fence`, { lease_ms: 9000 });
  assert.deepEqual(await fence.json(), {
    state: "fenced",
    attempt: 1,
    event_id: 1,
    quantity: 2,
    total_cents: 200,
  });
  const busy = await app.post(`/reservations/${id}/fence`, { lease_ms: 9000 });
  assert.deepEqual(await busy.json(), { state: "busy" });
  const order = {
    order_id: id,
    event_id: 1,
    quantity: 2,
    total_cents: 200,
    status: "confirmed",
  };
  const confirm = `/reservations/${id}/confirm`;
  for (let times = 0; times < 3; times++) {
    const answer = await app.post(confirm, { payment_ref: "PAY-1" });
    assert.deepEqual([answer.status, await answer.json()], [200, order]);
  }
  assert.equal((await app.post(confirm, { payment_ref: "PAY-2" })).status, 409);
  const again = await app.post(`/reservations/${id}/fence`, { lease_ms: 9000 });
  assert.deepEqual(await again.json(), { state: "confirmed", order });
  const metrics = await (await app.get("/metrics")).text();
  assert.match(metrics, /^events_orders_total 1$/m);
  assert.match(metrics, /^events_tickets_sold_total 2$/m);
});

Deno.test("an attempt that failed is given back and tried again", async () => {
  const app = events();
  const id = await app.reserve();
  await app.post(`/reservations/${id}/fence`, { lease_ms: 9000 });
  const unfence = await app.post(`/reservations/${id}/unfence`, {
    attempt: 1,
    charged: "unknown",
  });
  assert.equal(unfence.status, 204);
  await app.shop.clock.advance(10_000);
  const left = await app.get("/unsettled-payments");
  assert.deepEqual(await left.json(), { reservation_ids: [id] });
  const next = await app.post(`/reservations/${id}/fence`, { lease_ms: 9000 });
  assert.equal((await next.json()).attempt, 2);
});

Deno.test("DELETE /reservations/{id} gives back, once, and not what is being paid", async () => {
  const app = events();
  const id = await app.reserve(5);
  const release = () =>
    app.hono.request(`/reservations/${id}`, { method: "DELETE" });
  assert.equal((await release()).status, 204);
  assert.equal((await release()).status, 404);
  const paying = await app.reserve(5);
  await app.post(`/reservations/${paying}/fence`, { lease_ms: 9000 });
  const refused = await app.hono.request(`/reservations/${paying}`, {
    method: "DELETE",
  });
  assert.equal(refused.status, 409);
});

for (const id of ["nobody", "%00", "a'b", "x".repeat(65), "..%2f"]) {
  Deno.test(`a reservation called ${id.slice(0, 10)} is unknown: 404 on every call`, async () => {
    const app = events();
    const path = `/reservations/${id}`;
    const answers = [
      await app.post(`${path}/fence`, { lease_ms: 1 }),
      await app.post(`${path}/confirm`, { payment_ref: "PAY-1" }),
      await app.hono.request(path, { method: "DELETE" }),
    ];
    assert.deepEqual(answers.map(({ status }) => status), [404, 404, 404]);
  });
}

for (
  const [call, body, status] of [
    ["fence", { lease_ms: 0 }, 400],
    ["fence", { lease_ms: 120_001 }, 400],
    ["fence", { lease_ms: "1" }, 422],
    ["fence", {}, 422],
    ["unfence", { attempt: 1, charged: "perhaps" }, 422],
    ["unfence", { attempt: 0, charged: "no" }, 400],
    ["confirm", {}, 422],
    ["confirm", { payment_ref: 1 }, 422],
    ["confirm", { payment_ref: "" }, 400],
    ["confirm", { payment_ref: "a\0b" }, 422],
  ] as const
) {
  Deno.test(`POST ${call} of ${JSON.stringify(body)} is answered ${status}`, async () => {
    const app = events();
    const id = await app.reserve();
    const answer = await app.post(`/reservations/${id}/${call}`, body);
    assert.equal(answer.status, status, await answer.clone().text());
  });
}

Deno.test("Redis away: the list is shown, reserving is a 503 with Retry-After, ready stays", async () => {
  const app = events();
  await app.get("/events/1");
  app.shop.broken.add("holds");
  assert.equal((await app.get("/events")).status, 200);
  const answer = await app.post("/events/1/reserve", { quantity: 1 });
  assert.equal(answer.status, 503);
  assert.equal(answer.headers.get("retry-after"), "1");
  assert.equal((await app.get("/readyz")).status, 200);
  const health = await app.get("/health");
  assert.equal(health.status, 503);
  assert.deepEqual(await health.json(), {
    status: "degraded",
    checks: { postgres: "ok", redis: "down" },
  });
  const metrics = await (await app.get("/metrics")).text();
  assert.doesNotMatch(metrics, /^events_reservations_active /m);
});

Deno.test("PostgreSQL away: everything is a 503, alive stays, ready does not", async () => {
  const app = events();
  app.shop.broken.add("orders");
  assert.equal((await app.get("/events")).status, 503);
  assert.equal((await app.post("/events/1/reserve", { a: 1 })).status, 503);
  assert.equal((await app.get("/livez")).status, 200);
  assert.equal((await app.get("/readyz")).status, 503);
});

Deno.test("/health answers within a second though both stores hang", async () => {
  const app = events();
  const hung = new Promise<never>(() => {});
  app.shop.orders.ready = () => hung;
  app.shop.holds.ping = () => hung;
  const health = app.get("/health");
  await app.shop.clock.advance(1000);
  assert.deepEqual((await (await health).json()).checks, {
    postgres: "down",
    redis: "down",
  });
});

Deno.test("the pool and the live holds are read when the metrics are", async () => {
  const app = events();
  await app.reserve();
  const metrics = await (await app.get("/metrics")).text();
  for (
    const line of [
      "events_reservations_active 1",
      "events_db_pool_size 3",
      "events_db_pool_max 10",
      "events_db_pool_waiting 2",
      "events_db_pool_timeouts_total 1",
      "events_orders_total 0",
      "events_tickets_sold_total 0",
    ]
  ) assert.ok(metrics.split("\n").includes(line), line);
  assert.doesNotMatch(metrics, /status="5/);
});
