import assert from "node:assert/strict";
import { fakeClock } from "./clock_fake.ts";
import { startLoop } from "./loop.ts";

Deno.test("startLoop() runs a round after each pause until it is stopped", async () => {
  const clock = fakeClock();
  let rounds = 0;
  const loop = startLoop({
    clock,
    everyMs: 100,
    firstMs: 10,
    round: () => Promise.resolve(rounds++),
  });
  await clock.advance(9);
  assert.equal(rounds, 0);
  await clock.advance(201);
  assert.equal(rounds, 3);
  await loop.stop();
  await clock.advance(1000);
  assert.equal(rounds, 3);
});

Deno.test("stop() waits for the round under way, whose signal is aborted", async () => {
  const clock = fakeClock();
  const round = Promise.withResolvers<void>();
  let told: AbortSignal | undefined;
  const loop = startLoop({
    clock,
    everyMs: 1,
    round: (signal) => {
      told = signal;
      return round.promise;
    },
  });
  await clock.advance(1);
  let stopped = false;
  const stopping = loop.stop().then(() => stopped = true);
  await clock.advance(1);
  assert.equal(stopped, false);
  assert.equal(told?.aborted, true);
  round.resolve();
  await stopping;
});
