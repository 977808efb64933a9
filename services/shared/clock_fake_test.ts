import assert from "node:assert/strict";
import { systemClock } from "./clock.ts";
import { fakeClock } from "./clock_fake.ts";

Deno.test("advance() wakes sleepers in the order of their moments", async () => {
  const clock = fakeClock();
  const woken: string[] = [];
  const late = clock.sleep(20).then(() => woken.push(`late at ${clock.now()}`));
  const soon = clock.sleep(10).then(() => woken.push(`soon at ${clock.now()}`));
  await clock.advance(15);
  assert.deepEqual(woken, ["soon at 10"]);
  await clock.advance(5);
  await Promise.all([late, soon]);
  assert.deepEqual(woken, ["soon at 10", "late at 20"]);
});

Deno.test("advance() reaches a sleep that begins on the way", async () => {
  const clock = fakeClock(1000);
  const end = clock.sleep(10).then(() => clock.sleep(10)).then(clock.now);
  await clock.advance(30);
  assert.equal(await end, 1020);
  assert.equal(clock.now(), 1030);
  assert.equal(clock.monotonic(), 30);
});

for (
  const [name, clock] of [["system", systemClock], [
    "fake",
    fakeClock(),
  ]] as const
) {
  Deno.test(`${name} clock: sleep() rejects with the signal's reason`, async () => {
    const stop = new AbortController();
    const reason = new Error("enough");
    const slept = clock.sleep(60_000, stop.signal);
    stop.abort(reason);
    await assert.rejects(slept, reason);
    await assert.rejects(clock.sleep(60_000, stop.signal), reason);
  });
}
