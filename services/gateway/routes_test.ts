import assert from "node:assert/strict";
import { EVENT, gateway, nameOf, ORDER } from "./app_fixture.ts";

Deno.test("GET /events and GET /events/{id} pass on what events says", async () => {
  const app = gateway();
  const list = await app.call("GET", "/events");
  assert.equal(list.headers.get("content-type"), "application/json");
  assert.deepEqual(await list.json(), [EVENT]);
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
  const [fence, charge, confirm] = app.asked;
  assert.deepEqual(fence?.body, { lease_ms: 21_700 });
  assert.equal(charge?.headers.get("idempotency-key"), "r1");
  assert.deepEqual(charge?.body, { reservation_id: "r1", amount: 1000 });
  assert.deepEqual(confirm?.body, { payment_ref: "PAY-0A1B2C3D" });
});

Deno.test("a pay needs no body, and does not mind one", async () => {
  const app = gateway();
  for (const body of [undefined, {}, { quantity: "x" }]) {
    const { status } = await app.call("POST", "/reserve/r1/pay", body);
    assert.equal(status, 200);
  }
});

Deno.test("an order that is there already comes back without a charge", async () => {
  const app = gateway((asked) =>
    asked.path.endsWith("/fence")
      ? Response.json({ state: "confirmed", order: ORDER })
      : undefined
  );
  const answer = await app.call("POST", "/reserve/r1/pay");
  assert.deepEqual([answer.status, await answer.json()], [200, ORDER]);
  assert.equal(app.asked.length, 1);
});

Deno.test("the request id and the trace go to every upstream", async () => {
  const app = gateway(undefined, {
    NOTIFICATIONS_URL: "http://notifications:8083",
  });
  const traceparent = `00-${"a".repeat(32)}-${"b".repeat(16)}-01`;
  const headers = { "X-Request-Id": "mine", traceparent };
  const answer = await app.call("POST", "/reserve/r1/pay", undefined, headers);
  assert.equal(answer.headers.get("x-request-id"), "mine");
  assert.equal(app.asked.length, 4);
  for (const { headers } of app.asked) {
    assert.equal(headers.get("x-request-id"), "mine");
    assert.equal(headers.get("traceparent"), traceparent);
  }
});

for (
  const [method, path, body, status] of [
    ["GET", "/events/abc", undefined, 422],
    ["GET", "/events/0", undefined, 422],
    ["GET", "/events/2147483648", undefined, 422],
    ["POST", "/events/1/reserve", undefined, 400],
    ["POST", "/events/1/reserve", {}, 400],
    ["POST", "/events/1/reserve", { quantity: 0 }, 400],
    ["POST", "/events/1/reserve", { quantity: 11 }, 400],
    ["POST", "/events/1/reserve", { quantity: true }, 422],
    ["POST", "/events/1/reserve", { quantity: "2" }, 422],
    ["POST", "/events/1/reserve", { quantity: 1.5 }, 422],
    ["POST", "/events/1/reserve", [], 422],
    ["POST", "/events/1/reserve", { pad: "x".repeat(65_536) }, 413],
    ["POST", "/reserve/r1/pay", { pad: "x".repeat(65_536) }, 413],
    ["POST", "/reserve/a'b/pay", undefined, 404],
    ["POST", "/reserve/..%2Funsettled/pay", undefined, 404],
    ["POST", `/reserve/${"x".repeat(65)}/pay`, undefined, 404],
    ["GET", "/nowhere", undefined, 404],
    ["DELETE", "/events", undefined, 405],
    ["GET", "/reserve/r1/pay", undefined, 405],
  ] as const
) {
  const shown = JSON.stringify(body ?? "").slice(0, 30);
  Deno.test(`${method} ${path} ${shown} is a ${status}, and no service is asked`, async () => {
    const app = gateway();
    const answer = await app.call(method, path, body);
    assert.equal(answer.status, status);
    assert.match(
      answer.headers.get("content-type") ?? "",
      /^application\/problem\+json/,
    );
    const { detail, request_id, errors, ...rest } = await answer.json();
    assert.ok(typeof detail === "string" && detail !== "");
    assert.equal(request_id, answer.headers.get("x-request-id"));
    assert.deepEqual([rest.status, rest.type], [status, "about:blank"]);
    assert.equal(Array.isArray(errors), status === 422);
    assert.equal(answer.headers.has("allow"), status === 405);
    assert.deepEqual(app.asked, []);
  });
}

Deno.test("a reserve that is not JSON is a 400, one of another type a 415", async () => {
  const { hono, asked } = gateway();
  for (
    const [type, body, status] of [
      ["application/json", "{", 400],
      ["application/json", "", 400],
      ["text/plain", '{"quantity":1}', 415],
    ] as const
  ) {
    const answer = await hono.request("/events/1/reserve", {
      method: "POST",
      headers: { "Content-Type": type },
      body,
    });
    assert.equal(answer.status, status);
  }
  assert.deepEqual(asked, []);
});

Deno.test("GATEWAY_FAULT_RATE fails business routes, and leaves health alone", async () => {
  const app = gateway(undefined, { GATEWAY_FAULT_RATE: "0.6" });
  for (
    const [method, path, status] of [
      ["GET", "/events", 500],
      ["POST", "/reserve/r1/pay", 500],
      ["GET", "/health", 200],
      ["GET", "/livez", 200],
      ["GET", "/readyz", 200],
    ] as const
  ) {
    assert.equal((await app.call(method, path)).status, status, path);
  }
  assert.ok(app.asked.every(({ path }) => path === "/health"));
  const calm = gateway(undefined, { GATEWAY_FAULT_RATE: "0.4" });
  assert.equal((await calm.call("GET", "/events")).status, 200);
});

Deno.test("GATEWAY_FAULT_LATENCY_MS delays business routes, and health does not wait", async () => {
  const app = gateway(undefined, { GATEWAY_FAULT_LATENCY_MS: "700" });
  assert.equal((await app.call("GET", "/health")).status, 200);
  let answered = false;
  const listing = app.call("GET", "/events").finally(() => answered = true);
  await app.clock.advance(699);
  assert.equal(answered, false);
  await app.clock.advance(1);
  assert.equal((await listing).status, 200);
});

Deno.test("the loop pays what is left over every 15 s, until close()", async () => {
  const app = gateway((asked) =>
    asked.path === "/unsettled-payments"
      ? Response.json({ reservation_ids: ["r1"] })
      : undefined
  );
  app.gateway.startSettling();
  app.gateway.startSettling(); // once is enough
  await app.clock.advance(7500);
  assert.deepEqual(app.asked.map(nameOf), [
    "events GET /unsettled-payments",
    "events POST /reservations/r1/fence",
    "payments POST /charge",
    "events POST /reservations/r1/confirm",
  ]);
  await app.clock.advance(15_000);
  assert.equal(app.asked.length, 8);
  await app.gateway.close();
  await app.clock.advance(60_000);
  assert.equal(app.asked.length, 8);
});

Deno.test("/openapi.json tells the four routes and how each can fail", async () => {
  const answer = await gateway().call("GET", "/openapi.json");
  const { paths } = await answer.json();
  const told = (path: string, method: string) =>
    Object.keys(paths[path][method].responses).join(" ");
  assert.equal(told("/events", "get"), "200 429 500 502 503 504");
  assert.equal(told("/events/{id}", "get"), "200 404 422 429 500 502 503 504");
  assert.equal(
    told("/events/{id}/reserve", "post"),
    "200 400 404 409 413 415 422 429 500 502 503 504",
  );
  assert.equal(
    told("/reserve/{id}/pay", "post"),
    "200 404 409 413 429 500 502 503 504",
  );
});
