import assert from "node:assert/strict";
import { createRoute, z } from "@hono/zod-openapi";
import { EventParams, json, ReserveBody } from "./api_schemas.ts";
import { MAX_BODY_BYTES } from "./body_reader.ts";
import { fakeClock } from "./clock_fake.ts";
import { Problem, unavailable } from "./problem.ts";
import { createServiceApp, type ServiceApp } from "./service_app.ts";
import { jsonBody } from "./validation.ts";

/** A service with one route of each kind that the tests need. */
function demo(options: { readonly ready?: boolean } = {}): ServiceApp {
  const app = createServiceApp({
    service: "demo",
    version: "1.2.3",
    clock: fakeClock(),
    readiness: () => Promise.resolve(options.ready ?? true),
  });
  const reserve = createRoute({
    method: "post",
    path: "/events/{id}/reserve",
    summary: "Hold tickets",
    middleware: [jsonBody()] as const,
    request: {
      params: EventParams,
      body: {
        required: true,
        content: { "application/json": { schema: ReserveBody } },
      },
    },
    responses: { 200: json(z.object({ held: z.int() }), "held") },
  });
  app.hono.openapi(
    reserve,
    (c) => c.json({ held: c.req.valid("json").quantity ?? 1 }, 200),
  );
  app.hono.get("/sold-out", () => {
    throw new Problem(409, "Not enough tickets", { fields: { available: 0 } });
  });
  app.hono.get("/busy", () => {
    throw unavailable("Come back later", { retryAfterSeconds: 2 });
  });
  app.hono.get("/broken", () => {
    throw new Error("password is hunter2");
  });
  app.hono.get("/thrown", () => {
    // deno-lint-ignore no-throw-literal -- what the test is about
    throw "a string";
  });
  return app;
}

function post(app: ServiceApp, body: string, type = "application/json") {
  return app.hono.request("/events/1/reserve", {
    method: "POST",
    headers: { "Content-Type": type },
    body,
  });
}

const BODIES = [
  ['{"quantity":2}', 200],
  ['{"note":"x"}', 200],
  ["", 400],
  ["{", 400],
  ["{}", 400],
  ['{"quantity":0}', 400],
  ['{"quantity":11}', 400],
  ['{"quantity":true}', 422],
  ['{"quantity":1.5}', 422],
  ['{"quantity":"2"}', 422],
  ['{"quantity":null}', 422],
  ["null", 422],
  ["[]", 422],
  ['"x"', 422],
] as const;

for (const [body, status] of BODIES) {
  Deno.test(`body ${body || "(none)"} is answered ${status}`, async () => {
    const answer = await post(demo(), body);
    assert.equal(answer.status, status);
    if (status === 200) return;
    assert.equal(
      answer.headers.get("content-type"),
      "application/problem+json",
    );
    const problem = await answer.json();
    assert.equal(problem.status, status);
    assert.equal(typeof problem.detail, "string");
    assert.equal(problem.request_id, answer.headers.get("x-request-id"));
    assert.equal(Array.isArray(problem.errors), status === 422);
  });
}

Deno.test("a value out of bounds is reported with its bound and itself", async () => {
  const answer = await post(demo(), '{"quantity":11}');
  assert.equal(
    (await answer.json()).detail,
    "quantity must be an integer from 1 to 10, current value is 11",
  );
});

Deno.test("a body of another content type is answered 415", async () => {
  assert.equal(
    (await post(demo(), '{"quantity":1}', "text/plain")).status,
    415,
  );
});

Deno.test("a body above the limit is answered 413", async () => {
  const huge = JSON.stringify({ pad: "x".repeat(MAX_BODY_BYTES) });
  assert.equal((await post(demo(), huge)).status, 413);
});

for (const id of ["abc", "0", "-1", "99999999999", "1.5", "%00"]) {
  Deno.test(`event id ${id} in the path is answered 422`, async () => {
    const answer = await demo().hono.request(`/events/${id}/reserve`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: '{"quantity":1}',
    });
    assert.equal(answer.status, 422);
    assert.equal((await answer.json()).errors[0].path, "id");
  });
}

Deno.test("an unknown path is 404, a wrong method 405 with Allow", async () => {
  const { hono } = demo();
  assert.equal((await hono.request("/nosuch")).status, 404);
  const answer = await hono.request("/events/1/reserve");
  assert.equal(answer.status, 405);
  assert.equal(answer.headers.get("allow"), "POST");
});

Deno.test("a thrown Problem keeps its status, fields and headers", async () => {
  const { hono } = demo();
  assert.equal((await (await hono.request("/sold-out")).json()).available, 0);
  const busy = await hono.request("/busy");
  assert.equal(busy.status, 503);
  assert.equal(busy.headers.get("retry-after"), "2");
});

Deno.test("an unexpected error is a 500 that tells no secrets", async () => {
  const answer = await demo().hono.request("/broken");
  assert.equal(answer.status, 500);
  assert.doesNotMatch(await answer.text(), /hunter2/);
});

Deno.test("a request id is kept when it is well-formed, else made", async () => {
  const { hono } = demo();
  for (
    const [offered, kept] of [
      ["abc-1.2_3", true],
      ["x".repeat(128), true],
      ["x".repeat(129), false],
      ["two words", false],
    ] as const
  ) {
    const answer = await hono.request("/livez", {
      headers: { "X-Request-Id": offered },
    });
    assert.equal(answer.headers.get("x-request-id") === offered, kept, offered);
  }
});

Deno.test("every answer is counted once, thrown ones and 405 too; probes are not", async () => {
  const { hono, registry } = demo();
  const paths = [
    "/broken",
    "/thrown",
    "/sold-out",
    "/nosuch",
    "/a/b",
    "/livez",
  ];
  for (const path of paths) await hono.request(path);
  await hono.request("/metrics");
  await hono.request("/sold-out", { method: "BREW" });
  const { values } = await registry.getSingleMetric("demo_requests_total")!
    .get();
  const counts = values.map(({ labels, value }) =>
    `${labels.method} ${labels.path} ${labels.status} ${value}`
  );
  assert.deepEqual(counts.sort(), [
    "GET /broken 500 1",
    "GET /sold-out 409 1",
    "GET /thrown 500 1",
    "GET unmatched 404 2",
    "OTHER unmatched 405 1",
  ]);
});

Deno.test("durations are kept by method and pattern, in the contract's buckets", async () => {
  const { hono } = demo();
  await hono.request("/events/7/reserve", { method: "POST" });
  const text = await (await hono.request("/metrics")).text();
  const buckets = text.split("\n").filter((line) =>
    line.startsWith("demo_request_duration_seconds_bucket") &&
    line.includes('path="/events/{id}/reserve"')
  ).map((line) => /le="([^"]+)"/.exec(line)?.[1]);
  assert.equal(
    buckets.join(" "),
    "0.005 0.01 0.025 0.05 0.075 0.1 0.25 0.5 0.75 1 2.5 5 7.5 10 +Inf",
  );
});

Deno.test("/readyz follows readiness, and says no while draining", async () => {
  assert.equal(
    (await demo({ ready: false }).hono.request("/readyz")).status,
    503,
  );
  const app = demo();
  assert.equal((await app.hono.request("/readyz")).status, 200);
  app.startDraining();
  assert.equal((await app.hono.request("/readyz")).status, 503);
  const live = await app.hono.request("/livez");
  assert.equal(live.status, 200);
  assert.equal(live.headers.get("connection"), "close");
});

Deno.test("/openapi.json is 3.1 and describes the routes; /docs shows them", async () => {
  const { hono } = demo();
  const document = await (await hono.request("/openapi.json")).json();
  assert.equal(document.openapi, "3.1.0");
  assert.ok(document.paths["/events/{id}/reserve"].post);
  const page = await (await hono.request("/docs")).text();
  assert.match(page, /POST \/events\/\{id\}\/reserve/);
  assert.match(page, /Hold tickets/);
});

Deno.test("tracked work is waited for, and its failure does not escape", async () => {
  const app = demo();
  const { promise, reject } = Promise.withResolvers<void>();
  app.track(promise);
  let settled = false;
  const waiting = app.settled().then(() => settled = true);
  await Promise.resolve();
  assert.equal(settled, false);
  reject(new Error("lost"));
  await waiting;
  assert.equal(settled, true);
});
