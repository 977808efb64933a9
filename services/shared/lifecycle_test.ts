import assert from "node:assert/strict";
import { fakeClock } from "./clock_fake.ts";
import { stop } from "./lifecycle.ts";

/** An app whose numbers the test sets; it writes down what is asked of it. */
function stage({ reading = 0, inFlight = 0, work = Promise.resolve() } = {}) {
  const steps: string[] = [];
  const load = { reading, inFlight };
  return {
    steps,
    load,
    parts: {
      app: {
        inFlight: () => load.inFlight,
        readingBodies: () => load.reading,
        startDraining: () => void steps.push("not ready"),
        settled: () => work,
      },
      server: {
        shutdown: () => Promise.resolve(void steps.push("shutdown")),
      },
      close: () => Promise.resolve(void steps.push("closed")),
    },
  };
}

Deno.test("stop() serves on, not ready, for the quiet period", async () => {
  const clock = fakeClock();
  const { parts, steps } = stage();
  const stopped = stop({ ...parts, clock, quietMs: 3000, graceMs: 100 });
  await clock.advance(2999);
  assert.deepEqual(steps, ["not ready"]);
  await clock.advance(1);
  assert.equal(await stopped, true);
  assert.deepEqual(steps, ["not ready", "shutdown", "closed"]);
});

Deno.test("stop() shuts the listener only when every body is read", async () => {
  const clock = fakeClock();
  const { parts, steps, load } = stage({ reading: 1, inFlight: 1 });
  const stopped = stop({ ...parts, clock, quietMs: 0, graceMs: 1000 });
  await clock.advance(500);
  assert.deepEqual(steps, ["not ready"]);
  load.reading = 0;
  await clock.advance(10);
  assert.deepEqual(steps, ["not ready", "shutdown"]);
  load.inFlight = 0;
  await clock.advance(10);
  assert.equal(await stopped, true);
  assert.deepEqual(steps, ["not ready", "shutdown", "closed"]);
});

Deno.test("stop() waits for background work before it closes", async () => {
  const clock = fakeClock();
  const { promise, resolve } = Promise.withResolvers<void>();
  const { parts, steps } = stage({ work: promise });
  const stopped = stop({ ...parts, clock, quietMs: 0, graceMs: 1000 });
  await clock.advance(10);
  assert.deepEqual(steps, ["not ready", "shutdown"]);
  resolve();
  assert.equal(await stopped, true);
});

Deno.test("stop() gives up at the deadline and says so", async () => {
  const clock = fakeClock();
  const { parts, steps } = stage({ inFlight: 1 });
  const stopped = stop({ ...parts, clock, quietMs: 0, graceMs: 100 });
  await clock.advance(100);
  assert.equal(await stopped, false);
  assert.deepEqual(steps, ["not ready", "shutdown"]);
});
