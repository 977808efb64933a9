import assert from "node:assert/strict";
import { fakeClock } from "../../../services/shared/clock_fake.ts";
import { RateLimiter } from "../../../services/gateway/resilience/rate_limiter.ts";

Deno.test("a burst gets the limit, and the rest is refused", () => {
  const limiter = new RateLimiter({ limitRps: 10, clock: fakeClock() });
  const admitted = Array.from({ length: 100 }, () => limiter.allow("/events"));
  assert.equal(admitted.filter(Boolean).length, 10);
});

Deno.test("within any one second no more than the limit are admitted", async () => {
  const clock = fakeClock();
  const limiter = new RateLimiter({ limitRps: 10, clock });
  const times: number[] = [];
  for (let i = 0; i < 300; i++) {
    if (limiter.allow("/events")) times.push(clock.monotonic());
    await clock.advance(17);
  }
  for (const start of times) {
    const within = times.filter((time) => time >= start && time < start + 1000);
    assert.ok(within.length <= 10, `${within.length} from ${start}`);
  }
  assert.ok(times.length >= 50, "and about that many are");
});

Deno.test("each key has its own window; below the limit nothing is refused", async () => {
  const clock = fakeClock();
  const limiter = new RateLimiter({ limitRps: 1, clock });
  assert.ok(limiter.allow("/events") && limiter.allow("/events/{id}"));
  for (let i = 0; i < 30; i++) {
    await clock.advance(1000);
    assert.ok(limiter.allow("/events"));
  }
});

Deno.test("two rushes with a short pause between them share one limit", async () => {
  // Wherever the pause falls: a window that begins anew each second is not one.
  for (let phase = 0; phase < 1000; phase += 50) {
    const clock = fakeClock();
    const limiter = new RateLimiter({ limitRps: 10, clock });
    await clock.advance(3000 + phase);
    let admitted = 0;
    for (const pause of [200, 0]) {
      for (let i = 0; i < 30; i++) if (limiter.allow("/events")) admitted++;
      await clock.advance(pause);
    }
    assert.ok(admitted <= 10, `${admitted} within 0.2 s, from ${phase} ms on`);
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
