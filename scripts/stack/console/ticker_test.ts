import assert from "node:assert/strict";
import { fakeClock } from "../../../services/shared/mod.ts";
import { startBeat } from "./ticker.ts";

Deno.test("a beat a second, until it is stopped", async () => {
  const clock = fakeClock();
  let count = 0;
  const beat = startBeat({
    everyMs: 1000,
    clock,
    work: () => Promise.resolve(++count),
    onError: (error) => assert.fail(String(error)),
  });
  assert.equal(await beat.next(), 1);
  const second = beat.next();
  await clock.advance(1000);
  assert.equal(await second, 2);
  assert.equal(beat.last(), 2);
  const none = beat.next();
  await beat.stop();
  assert.equal(await none, undefined);
  assert.equal(await beat.next(), undefined);
});

Deno.test("a beat that fails is reported, and the next one comes", async () => {
  const clock = fakeClock();
  const errors: unknown[] = [];
  let count = 0;
  const beat = startBeat({
    everyMs: 1000,
    clock,
    work: () =>
      ++count === 1
        ? Promise.reject(new Error("first"))
        : Promise.resolve(count),
    onError: (error) => void errors.push(error),
  });
  const next = beat.next();
  await clock.advance(1000);
  assert.equal(await next, 2);
  assert.equal(errors.length, 1);
  await beat.stop();
});
