import assert from "node:assert/strict";
import { fakeClock } from "../../../services/shared/clock_fake.ts";
import { poll, until } from "./wait.ts";

Deno.test("poll() looks at once, then every 20 ms, until yes", async () => {
  const clock = fakeClock();
  let looks = 0;
  const found = poll(() => ++looks === 3, { clock, withinMs: 1000 });
  await clock.advance(40);
  assert.equal(await found, true);
  assert.deepEqual(clock.slept, [20, 20]);
});

Deno.test("poll() gives up when the time is over", async () => {
  const clock = fakeClock();
  const found = poll(() => false, { clock, withinMs: 50, everyMs: 30 });
  await clock.advance(60);
  assert.equal(await found, false);
});

Deno.test("poll() gives up when its caller no longer waits", async () => {
  const clock = fakeClock();
  const leaving = new AbortController();
  const { signal } = leaving;
  const found = poll(() => false, { clock, withinMs: 1e9, signal });
  leaving.abort();
  await clock.advance(20);
  assert.equal(await found, false);
});

Deno.test("until() takes a rejected look for not yet, and names what it waited for", async () => {
  let looks = 0;
  const took = await until("it is there", () => {
    if (++looks < 2) return Promise.reject(new Error("refused"));
    return Promise.resolve(true);
  });
  assert.ok(took >= 0);
  assert.equal(looks, 2);
  await assert.rejects(
    until("it comes", () => Promise.resolve(false), 0),
    /Waited 0 ms in vain until it comes/,
  );
});
