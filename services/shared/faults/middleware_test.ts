import assert from "node:assert/strict";
import { type FakeClock, fakeClock } from "../clock_fake.ts";
import { COMMON_KINDS, type RequestedFault } from "./kinds.ts";
import { createFaults, type Faults } from "./faults.ts";
import { type Ballast, createBallast } from "./memory_ballast.ts";
import { faultsMiddleware } from "./middleware.ts";
import { createServiceApp, type ServiceApp } from "../service_app.ts";

interface Demo {
  readonly app: ServiceApp;
  readonly clock: FakeClock;
  readonly faults: Faults;
  /** How often the handler of `/work` ran. */
  readonly worked: () => number;
  readonly blocked: readonly number[];
  readonly ballast: Ballast;
}

/** Two business routes with some faults in front of them. */
function demo(...inForce: readonly RequestedFault[]): Demo {
  const clock = fakeClock();
  const faults = createFaults({
    service: "demo",
    clock,
    random: () => 0.5,
    kinds: COMMON_KINDS,
  });
  const app = createServiceApp({ service: "demo", version: "1", clock });
  const ballast = createBallast();
  const blocked: number[] = [];
  let worked = 0;
  app.hono.use(faultsMiddleware(faults, {
    block: (ms) => blocked.push(ms),
    ballast,
  }));
  app.hono.get("/work", (c) => {
    worked++;
    return c.json({ done: true, text: "a longer answer than a few bytes" });
  });
  app.hono.get("/items/:id", (c) => c.json({ id: c.req.param("id") }));
  app.hono.get("/empty", (c) => c.body(null, 204));
  faults.replace(inForce);
  return { app, clock, faults, worked: () => worked, blocked, ballast };
}

const common = { rate: 1, ttl_s: 60 };

async function statusCounts(app: ServiceApp): Promise<readonly string[]> {
  const metric = app.registry.getSingleMetric("demo_requests_total");
  const { values } = await metric?.get() ?? { values: [] };
  return values.map(({ labels, value }) =>
    `${labels.path} ${labels.status} ${value}`
  );
}

Deno.test("without faults an answer is left alone", async () => {
  const { app } = demo();
  const answer = await app.hono.request("/work");
  assert.equal(answer.status, 200);
  assert.equal((await answer.json()).done, true);
});

Deno.test("error answers the status as a problem, without the work", async () => {
  const { app, worked } = demo({ kind: "error", status: 503, ...common });
  const answer = await app.hono.request("/work");
  assert.equal(answer.status, 503);
  const type = answer.headers.get("content-type");
  assert.equal(type, "application/problem+json");
  assert.equal(worked(), 0);
  assert.deepEqual(await statusCounts(app), ["/work 503 1"]);
});

Deno.test("probes, /faults, documents and unknown paths are spared", async () => {
  const { app } = demo({ kind: "error", status: 500, ...common });
  app.hono.get("/faults", (c) => c.json({}));
  for (
    const path of [
      "/health",
      "/livez",
      "/readyz",
      "/metrics",
      "/faults",
      "/openapi.json",
      "/docs",
    ]
  ) {
    assert.equal((await app.hono.request(path)).status, 200, path);
  }
  assert.equal((await app.hono.request("/nosuch")).status, 404);
});

Deno.test("a route names the pattern, and no other route is hit", async () => {
  const route = "/items/{id}";
  const { app } = demo({ kind: "error", status: 500, route, ...common });
  assert.equal((await app.hono.request("/items/7")).status, 500);
  assert.equal((await app.hono.request("/work")).status, 200);
});

Deno.test("latency delays the work", async () => {
  const { app, clock, worked } = demo({
    kind: "latency",
    latency_ms: 700,
    ...common,
  });
  const answer = app.hono.request("/work");
  await clock.advance(699);
  assert.equal(worked(), 0);
  await clock.advance(1);
  assert.equal((await answer).status, 200);
  assert.deepEqual(clock.slept, [700]);
});

Deno.test("event_loop_block blocks for as long as it says", async () => {
  const { app, blocked } = demo({
    kind: "event_loop_block",
    block_ms: 300,
    ...common,
  });
  await app.hono.request("/work");
  assert.deepEqual(blocked, [300]);
});

Deno.test("malformed_json cuts the answer after the work", async () => {
  const { app, worked } = demo({ kind: "malformed_json", ...common });
  const answer = await app.hono.request("/work");
  assert.equal(answer.status, 200);
  assert.equal(worked(), 1);
  assert.match(answer.headers.get("content-type") ?? "", /json/);
  assert.ok(answer.headers.get("x-request-id"));
  const text = await answer.text();
  assert.match(text, /^\{"done":true/);
  assert.throws(() => JSON.parse(text), SyntaxError);
});

Deno.test("slow_body sends the head at once and the body in pieces", async () => {
  const { app, clock } = demo({
    kind: "slow_body",
    latency_ms: 1000,
    ...common,
  });
  const answer = await app.hono.request("/work");
  assert.equal(answer.status, 200);
  let done = false;
  const text = answer.text().finally(() => done = true);
  await clock.advance(999);
  assert.equal(done, false);
  await clock.advance(1);
  assert.equal(JSON.parse(await text).done, true);
  assert.deepEqual(clock.slept, Array(10).fill(100));
});

Deno.test("slow_body stops when the client leaves", async () => {
  const { app, clock } = demo({
    kind: "slow_body",
    latency_ms: 1000,
    ...common,
  });
  const answer = await app.hono.request("/work");
  const reader = answer.body?.getReader();
  const first = reader?.read();
  await clock.advance(100);
  assert.equal((await first)?.done, false);
  const second = reader?.read();
  await clock.advance(1);
  await reader?.cancel();
  assert.equal((await second)?.done, true);
  assert.equal(clock.sleeping, 0);
});

for (
  const [when, times] of [["before", 0], ["after", 1]] as const
) {
  Deno.test(`drop_connection ${when} the work gives no body to read`, async () => {
    const { app, worked } = demo({ kind: "drop_connection", when, ...common });
    const answer = await app.hono.request("/work");
    await assert.rejects(answer.text(), /drop_connection/);
    assert.equal(worked(), times);
  });
}

Deno.test("an answer without a body survives the faults of bodies", async () => {
  const { app } = demo(
    { kind: "malformed_json", ...common },
    { kind: "slow_body", latency_ms: 10, ...common },
  );
  const answer = await app.hono.request("/empty");
  assert.equal(answer.status, 204);
});

Deno.test("memory grows by request up to its bound and is let go at the end", async () => {
  const { app, faults, clock, ballast } = demo({
    kind: "memory_growth",
    mib: 3,
    step_mib: 2,
    ...common,
  });
  const held: number[] = [];
  for (let n = 0; n < 3; n++) {
    await app.hono.request("/work");
    held.push(ballast.mib);
  }
  assert.deepEqual(held, [2, 3, 3]);
  await clock.advance(60_000);
  faults.view(); // as a scrape or a probe does
  assert.equal(ballast.mib, 0);
});
