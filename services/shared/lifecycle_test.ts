import assert from "node:assert/strict";
import { fakeClock } from "./clock_fake.ts";
import { stop } from "./lifecycle.ts";

/** An app whose numbers the test sets; it writes down what is asked of it. */
function stage(
  { reading = 0, inFlight = 0, work = Promise.resolve(), unsent = false } = {},
) {
  const steps: string[] = [];
  const { promise: sent, resolve: send } = Promise.withResolvers<void>();
  if (!unsent) send();
  const load = { reading, inFlight };
  return {
    steps,
    load,
    parts: {
      app: {
        inFlight: () => load.inFlight,
        readingBodies: () => load.reading,
        giveUpOnBodies: () => {
          steps.push("no more bodies");
          load.reading = 0;
        },
        startDraining: () => void steps.push("not ready"),
        settled: () => work,
      },
      server: {
        stopAccepting: () => Promise.resolve(void steps.push("closed to new")),
        shutdown: () => {
          steps.push("shutdown");
          return sent;
        },
        cut: () => {
          steps.push("cut");
          send();
        },
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
  assert.deepEqual(steps, ["not ready", "closed to new", "shutdown", "closed"]);
});

Deno.test("stop() shuts the listener only when every body is read", async () => {
  const clock = fakeClock();
  const { parts, steps, load } = stage({ reading: 1, inFlight: 1 });
  const stopped = stop({ ...parts, clock, quietMs: 0, graceMs: 2000 });
  await clock.advance(500);
  assert.deepEqual(steps, ["not ready", "closed to new"]);
  load.reading = 0;
  await clock.advance(10);
  assert.deepEqual(steps, ["not ready", "closed to new", "shutdown"]);
  load.inFlight = 0;
  await clock.advance(10);
  assert.equal(await stopped, true);
  assert.deepEqual(steps, ["not ready", "closed to new", "shutdown", "closed"]);
});

Deno.test("stop() waits for background work before it closes", async () => {
  const clock = fakeClock();
  const { promise, resolve } = Promise.withResolvers<void>();
  const { parts, steps } = stage({ work: promise });
  const stopped = stop({ ...parts, clock, quietMs: 0, graceMs: 1000 });
  await clock.advance(10);
  assert.deepEqual(steps, ["not ready", "closed to new", "shutdown"]);
  resolve();
  assert.equal(await stopped, true);
});

Deno.test("stop() gives up at the deadline and says so", async () => {
  const clock = fakeClock();
  const { parts, steps } = stage({ inFlight: 1 });
  const stopped = stop({ ...parts, clock, quietMs: 0, graceMs: 100 });
  await clock.advance(100);
  assert.equal(await stopped, false);
  assert.equal(steps.includes("closed"), false);
});

Deno.test("stop() waits half of the grace for bodies, so that an answer is possible", async () => {
  const clock = fakeClock();
  const { parts, steps } = stage({ reading: 1 });
  const stopped = stop({ ...parts, clock, quietMs: 0, graceMs: 1000 });
  await clock.advance(499);
  assert.deepEqual(steps, ["not ready", "closed to new"]);
  await clock.advance(10);
  assert.equal(await stopped, true);
  assert.deepEqual(steps.slice(2), ["no more bodies", "shutdown", "closed"]);
});

Deno.test("stop() drops an answer that its client does not read, and ends in time", async () => {
  const clock = fakeClock();
  const { parts, steps } = stage({ unsent: true });
  const stopped = stop({ ...parts, clock, quietMs: 0, graceMs: 1000 });
  await clock.advance(899);
  assert.equal(steps.includes("cut"), false);
  await clock.advance(1);
  assert.equal(await stopped, true);
  assert.deepEqual(steps.slice(-2), ["cut", "closed"]);
});

Deno.test("stop() cuts no connection while a request is worked on", async () => {
  const clock = fakeClock();
  const { parts, steps } = stage({ inFlight: 1, unsent: true });
  const stopped = stop({ ...parts, clock, quietMs: 0, graceMs: 1000 });
  await clock.advance(1000);
  assert.equal(await stopped, false);
  assert.equal(steps.includes("cut"), false);
});
