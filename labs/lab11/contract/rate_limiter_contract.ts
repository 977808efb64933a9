import assert from "node:assert/strict";
import { fakeClock } from "../../../services/shared/clock_fake.ts";
import { RateLimiter } from "../../../services/gateway/resilience/rate_limiter.ts";

/** Times of the admitted ones, of calls that come every `everyMs` for a while. */
async function admissions(
  limitRps: number,
  everyMs: number,
  count: number,
): Promise<readonly number[]> {
  const clock = fakeClock();
  const limiter = new RateLimiter({ limitRps, clock });
  const times: number[] = [];
  for (let i = 0; i < count; i++) {
    if (limiter.allow("/events")) times.push(clock.monotonic());
    await clock.advance(everyMs);
  }
  return times;
}

Deno.test("a burst gets the limit, and the rest is refused", () => {
  const limiter = new RateLimiter({ limitRps: 10, clock: fakeClock() });
  const admitted = Array.from({ length: 100 }, () => limiter.allow("/events"));
  assert.equal(admitted.filter(Boolean).length, 10);
});

Deno.test("within any time no more are admitted than the limit and what that time adds", async () => {
  // A sliding window admits 10 a second; a bucket 10 at once, and 10 more in each second.
  const times = await admissions(10, 17, 300);
  for (const [i, start] of times.entries()) {
    for (const [n, end] of times.slice(i).entries()) {
      const most = 10 + 10 * (end - start) / 1000;
      assert.ok(n + 1 <= most + 1e-6, `${n + 1} within ${end - start} ms`);
    }
  }
});

Deno.test("a client that keeps asking gets about the limit each second", async () => {
  for (const limit of [1, 3, 10]) {
    const { length } = await admissions(limit, 20, 500);
    assert.ok(
      length >= 0.8 * 10 * limit && length <= 11 * limit,
      `${length} in 10 s at ${limit} a second`,
    );
  }
});

Deno.test("each key has its own window; below the limit nothing is refused", async () => {
  const clock = fakeClock();
  const limiter = new RateLimiter({ limitRps: 1, clock });
  assert.ok(limiter.allow("/events") && limiter.allow("/events/{id}"));
  for (let i = 0; i < 30; i++) {
    await clock.advance(1001); // at 1000 ms to the dot either answer is right
    assert.ok(limiter.allow("/events"));
  }
});

Deno.test("two rushes with a short pause between them share one limit", async () => {
  // Wherever the pause falls: a window that starts again each second is not one.
  for (let phase = 0; phase < 1000; phase += 50) {
    const clock = fakeClock();
    const limiter = new RateLimiter({ limitRps: 10, clock });
    await clock.advance(3000 + phase);
    let admitted = 0;
    for (const pause of [200, 0]) {
      for (let i = 0; i < 30; i++) if (limiter.allow("/events")) admitted++;
      await clock.advance(pause);
    }
    assert.ok(admitted <= 12, `${admitted} within 0.2 s, from ${phase} ms on`);
  }
});

Deno.test("a rush a second after the first call, and one right after it, share one limit", async () => {
  for (let gap = 900; gap <= 1000; gap += 10) {
    const clock = fakeClock();
    const limiter = new RateLimiter({ limitRps: 10, clock });
    await clock.advance(3000);
    assert.ok(limiter.allow("/events"));
    await clock.advance(gap);
    let admitted = 0;
    for (const pause of [110, 0]) {
      for (let i = 0; i < 30; i++) if (limiter.allow("/events")) admitted++;
      await clock.advance(pause);
    }
    assert.ok(admitted <= 12, `${admitted} within 0.11 s, ${gap} ms later`);
  }
});

Deno.test("refused calls take no place: a second after a rush it is open again", async () => {
  const clock = fakeClock();
  const limiter = new RateLimiter({ limitRps: 10, clock });
  for (let i = 0; i < 10; i++) limiter.allow("/events");
  for (let i = 0; i < 50; i++) {
    await clock.advance(15);
    limiter.allow("/events");
  }
  await clock.advance(1001);
  assert.ok(limiter.allow("/events"));
});
