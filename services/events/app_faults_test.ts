import assert from "node:assert/strict";
import { events } from "./app_fixture.ts";

Deno.test("the fault clock_skew shortens what is promised and kept", async () => {
  const app = events();
  await app.setFaults({ kind: "clock_skew", skew_s: -290, ttl_s: 60 });
  const answer = await app.post("/events/1/reserve", { quantity: 1 });
  assert.equal((await answer.json()).expires_in_seconds, 10);
  await app.shop.clock.advance(10_000);
  assert.equal(await app.shop.holds.count(), 0);
});

Deno.test("the fault stale_reads shows what was, and sells what is", async () => {
  const app = events();
  await app.setFaults({ kind: "stale_reads", age_ms: 5000, ttl_s: 60 });
  await app.get("/events");
  await app.reserve(5);
  const stale = await (await app.get("/events/1")).json();
  assert.equal(stale.available, 5);
  const more = await app.post("/events/1/reserve", { quantity: 1 });
  assert.equal(more.status, 409);
  await app.shop.clock.advance(5000);
  assert.equal((await (await app.get("/events/1")).json()).available, 0);
});
