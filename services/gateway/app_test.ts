import assert from "node:assert/strict";
import { EVENT, gateway, nameOf, ORDER, problem } from "./app_fixture.ts";

Deno.test("GET /events and GET /events/{id} pass on what events says", async () => {
  const app = gateway();
  assert.deepEqual(await (await app.call("GET", "/events")).json(), [EVENT]);
  assert.deepEqual(await (await app.call("GET", "/events/1")).json(), EVENT);
});

Deno.test("POST /events/{id}/reserve asks for the quantity, 1 when absent", async () => {
  const app = gateway();
  for (const body of [{ quantity: 2 }, { note: "x" }]) {
    const answer = await app.call("POST", "/events/1/reserve", body);
    assert.equal(answer.status, 200);
    assert.equal((await answer.json()).reservation_id, "r1");
  }
  assert.deepEqual(app.asked.map(({ body }) => body), [
    { quantity: 2 },
    { quantity: 1 },
  ]);
});

Deno.test("POST /reserve/{id}/pay fences, charges the real amount, confirms", async () => {
  const app = gateway();
  const answer = await app.call("POST", "/reserve/r1/pay");
  assert.deepEqual([answer.status, await answer.json()], [200, ORDER]);
  assert.deepEqual(app.asked.map(nameOf), [
    "events POST /reservations/r1/fence",
    "payments POST /charge",
    "events POST /reservations/r1/confirm",
  ]);
  const [, charge, confirm] = app.asked;
  assert.equal(charge?.headers.get("idempotency-key"), "r1");
  assert.deepEqual(charge?.body, { reservation_id: "r1", amount: 1000 });
  assert.deepEqual(confirm?.body, { payment_ref: "PAY-0A1B2C3D" });
});

Deno.test("the request id and the trace go to every upstream", async () => {
  const app = gateway();
  const traceparent = `00-${"a".repeat(32)}-${"b".repeat(16)}-01`;
  const headers = { "X-Request-Id": "mine", traceparent };
  await app.call("POST", "/reserve/r1/pay", undefined, headers);
  for (const { headers } of app.asked) {
    assert.equal(headers.get("x-request-id"), "mine");
    assert.equal(headers.get("traceparent"), traceparent);
  }
});

for (
  const [path, body, status] of [
    ["/events/abc", undefined, 422],
    ["/events/1/reserve", {}, 400],
    ["/events/1/reserve", { quantity: 11 }, 400],
    ["/events/1/reserve", { quantity: true }, 422],
    ["/reserve/a'b/pay", {}, 404],
    [`/reserve/${"x".repeat(65)}/pay`, {}, 404],
    ["/nowhere", {}, 404],
  ] as const
) {
  Deno.test(`bad input ${path} ${JSON.stringify(body)} is a ${status}, and nobody is asked`, async () => {
    const app = gateway();
    const method = body === undefined ? "GET" : "POST";
    const answer = await app.call(method, path, body);
    assert.equal(answer.status, status);
    assert.equal(typeof (await answer.json()).detail, "string");
    assert.deepEqual(app.asked, []);
  });
}

function unreachable(): Promise<Response> {
  return Promise.reject(
    new TypeError("error sending request: client error (Connect)"),
  );
}

for (
  const [what, script, status] of [
    ["is unreachable", unreachable, 502],
    ["answers 500", () => problem(500, "x"), 502],
    ["answers 503", () => problem(503, "x"), 502],
    ["redirects", () => Response.redirect("http://evil/"), 502],
    ["answers HTML", () => new Response("<html>"), 502],
    ["answers another shape", () => Response.json([{ id: "1" }]), 502],
  ] as const
) {
  Deno.test(`GET /events when events ${what} is a ${status}`, async () => {
    const answer = await gateway(script).call("GET", "/events");
    assert.equal(answer.status, status);
    const body = await answer.json();
    assert.equal(body.status, status);
    assert.notEqual(body.request_id, "upstream");
  });
}

Deno.test("a 409 and a 503 of events pass on once, with fields and Retry-After", async () => {
  const soldOut = gateway(() =>
    problem(409, "Only 3 tickets are left", { fields: { available: 3 } })
  );
  const refused = await soldOut.call("POST", "/events/1/reserve", { a: 1 });
  assert.equal(refused.status, 409);
  const { detail, available } = await refused.json();
  assert.deepEqual([detail, available], ["Only 3 tickets are left", 3]);
  const busy = gateway(() =>
    problem(503, "busy", { headers: { "Retry-After": "9" } })
  );
  const later = await busy.call("GET", "/events");
  assert.deepEqual([later.status, later.headers.get("retry-after")], [
    503,
    "9",
  ]);
});

for (
  const [what, script, status, detail] of [
    ["is unreachable", unreachable, 502, /unreachable/],
    [
      "fails",
      () => problem(500, "Payment processing failed"),
      500,
      /^Payment failed$/,
    ],
    ["is busy", () => problem(503, "busy"), 503, /^Payment failed$/],
    [
      "charges without a reference",
      () => Response.json({ status: "charged" }),
      502,
      /contract/,
    ],
    ["answers no JSON", () => new Response("ok"), 502, /contract/],
  ] as const
) {
  Deno.test(`paying when payments ${what} is a ${status}, and makes no order`, async () => {
    const app = gateway((asked) =>
      asked.service === "payments" ? script() : undefined
    );
    const answer = await app.call("POST", "/reserve/r1/pay");
    assert.equal(answer.status, status);
    assert.match((await answer.json()).detail, detail);
    const names = app.asked.map(nameOf);
    assert.ok(!names.includes("events POST /reservations/r1/confirm"));
    assert.ok(names.includes("events POST /reservations/r1/unfence"));
  });
}

Deno.test("an unknown reservation is a 404 and payments is not asked", async () => {
  const app = gateway();
  const answer = await app.call("POST", "/reserve/other/pay");
  assert.equal(answer.status, 404);
  assert.ok(app.asked.every(({ service }) => service === "events"));
});

Deno.test("notifications are told when there are any, and nobody waits for them", async () => {
  const told = Promise.withResolvers<Response>();
  const app = gateway(
    (asked) => asked.service === "notifications" ? told.promise : undefined,
    { NOTIFICATIONS_URL: "http://notifications:8083" },
  );
  assert.equal((await app.call("POST", "/reserve/r1/pay")).status, 200);
  const last = app.asked.at(-1);
  assert.deepEqual(last?.body, { event: "order_confirmed", order_id: "r1" });
  told.resolve(problem(500, "mail server down"));
  await app.settled();
  const metrics = await (await app.call("GET", "/metrics")).text();
  assert.match(metrics, /^gateway_notify_total\{result="failed"\} 1$/m);
});

Deno.test("/health judges by events and payments, and shows notifications only when set", async () => {
  const down = gateway((asked) =>
    asked.service === "events" ? unreachable() : undefined
  );
  const answer = await down.call("GET", "/health");
  assert.deepEqual([answer.status, await answer.json()], [503, {
    status: "degraded",
    checks: { events: "down", payments: "ok", circuit_payments: "CLOSED" },
  }]);
  const mailDown = gateway(
    ({ service }) => {
      if (service === "notifications") return unreachable();
      return service === "payments" ? problem(503, "x") : undefined;
    },
    { NOTIFICATIONS_URL: "http://notifications:8083" },
  );
  const degraded = await (await mailDown.call("GET", "/health")).json();
  assert.deepEqual(degraded.checks, {
    events: "ok",
    payments: "degraded",
    notifications: "down",
    circuit_payments: "CLOSED",
  });
  assert.equal((await gateway().call("GET", "/health")).status, 200);
});

Deno.test("there is no 5xx series before the first 5xx, and one after it", async () => {
  let broken = false;
  const app = gateway(() => broken ? problem(500, "x") : undefined);
  await app.call("GET", "/events");
  const series = /^gateway_requests_total\{.*status="5\d\d".*\} 1$/m;
  assert.doesNotMatch(await (await app.call("GET", "/metrics")).text(), series);
  broken = true;
  await app.call("GET", "/events");
  assert.match(await (await app.call("GET", "/metrics")).text(), series);
});

Deno.test("GATEWAY_FAULT_RATE fails business routes, and leaves health alone", async () => {
  const app = gateway(undefined, { GATEWAY_FAULT_RATE: "0.6" });
  assert.equal((await app.call("GET", "/events")).status, 500);
  assert.equal((await app.call("GET", "/health")).status, 200);
  assert.equal((await app.call("GET", "/readyz")).status, 200);
  const calm = gateway(undefined, { GATEWAY_FAULT_RATE: "0.4" });
  assert.equal((await calm.call("GET", "/events")).status, 200);
});
