import assert from "node:assert/strict";
import { fakeClock } from "../../../services/shared/clock_fake.ts";
import { poll } from "./wait.ts";

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

Deno.test("poll() gives up when nobody waits any more", async () => {
  const clock = fakeClock();
  const leaving = new AbortController();
  const { signal } = leaving;
  const found = poll(() => false, { clock, withinMs: 1e9, signal });
  leaving.abort();
  await clock.advance(20);
  assert.equal(await found, false);
});
