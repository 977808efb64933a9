import assert from "node:assert/strict";
import { payments, TOKEN } from "./app_fixture.ts";
import { referenceOf } from "./charge.ts";

Deno.test("PAYMENT_FAILURE_RATE 1: every charge is 500, and health stays green", async () => {
  const app = payments({ failureRate: 1 });
  const answer = await app.charge({ key: "r-1" });
  assert.equal(answer.status, 500);
  assert.equal((await answer.json()).detail, "Payment processing failed");
  const health = await app.hono.request("/health");
  assert.equal(health.status, 200);
  assert.deepEqual(await health.json(), {
    status: "healthy",
    failure_rate: 1,
    latency_ms: 0,
  });
});

Deno.test("PAYMENT_FAILURE_RATE fails charges whose draw is below it", async () => {
  for (const [draw, status] of [[0.299, 500], [0.3, 200]] as const) {
    const app = payments({ failureRate: 0.3, random: () => draw });
    assert.equal((await app.charge({ key: "r-1" })).status, status);
  }
});

Deno.test("PAYMENT_LATENCY_MS delays a charge and nothing else", async () => {
  const app = payments({ latencyMs: 500 });
  const health = await app.hono.request("/health");
  assert.equal((await health.json()).latency_ms, 500);
  const answer = app.charge();
  await app.clock.advance(500);
  assert.equal((await answer).status, 200);
  assert.deepEqual(app.clock.slept, [500]);
});

Deno.test("runtime faults take the place of the variables, health tells, and they end", async () => {
  const app = payments({ failureRate: 1 });
  await app.setFaults(
    { kind: "payment_failure", rate: 0, ttl_s: 10 },
    { kind: "payment_latency", latency_ms: 0, ttl_s: 10 },
  );
  assert.equal((await app.charge()).status, 200);
  assert.equal(
    (await (await app.hono.request("/health")).json()).failure_rate,
    0,
  );
  await app.clock.advance(10_000);
  assert.equal((await app.charge()).status, 500);
});

Deno.test("duplicate_charge_reply answers with the reference before", async () => {
  const app = payments();
  await app.setFaults({ kind: "duplicate_charge_reply", ttl_s: 60 });
  const references: string[] = [];
  for (const key of ["a", "b", "c"]) {
    references.push((await (await app.charge({ key })).json()).payment_ref);
  }
  const [a, b] = await Promise.all([referenceOf("a"), referenceOf("b")]);
  assert.deepEqual(references, [a, a, b]);
});

Deno.test("refuse_readiness turns /readyz off, and neither /health nor charges", async () => {
  const app = payments();
  await app.setFaults({ kind: "refuse_readiness", ttl_s: 5 });
  assert.equal((await app.hono.request("/readyz")).status, 503);
  assert.equal((await app.hono.request("/health")).status, 200);
  assert.equal((await app.charge()).status, 200);
  await app.clock.advance(5000);
  assert.equal((await app.hono.request("/readyz")).status, 200);
});

Deno.test("a kind of another service is refused with the kinds there are", async () => {
  const answer = await payments().hono.request("/faults", {
    method: "PUT",
    headers: {
      "Authorization": `Bearer ${TOKEN}`,
      "Content-Type": "application/json",
    },
    body: '{"faults":[{"kind":"lost_database","ttl_s":5}]}',
  });
  assert.equal(answer.status, 422);
  assert.match((await answer.json()).detail, /duplicate_charge_reply/);
});
