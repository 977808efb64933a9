import assert from "node:assert/strict";
import { fakeClock } from "./clock_fake.ts";
import { TooLate, within } from "./deadline.ts";

Deno.test("within() gives what comes in time, and leaves no sleeper behind", async () => {
  const clock = fakeClock();
  assert.equal(await within(clock, 100, Promise.resolve(7)), 7);
  assert.equal(clock.sleeping, 0);
  await assert.rejects(
    within(clock, 100, Promise.reject(new RangeError("no"))),
    RangeError,
  );
  assert.equal(clock.sleeping, 0);
});

Deno.test("within() gives up at its bound; a failure after it does no harm", async () => {
  const clock = fakeClock();
  const work = Promise.withResolvers<never>();
  const waiting = assert.rejects(
    within(clock, 100, work.promise),
    (error) => error instanceof TooLate && error.ms === 100,
  );
  await clock.advance(99);
  assert.equal(clock.sleeping, 1);
  await clock.advance(1);
  await waiting;
  work.reject(new Error("too late to matter"));
  await clock.advance(1);
});
