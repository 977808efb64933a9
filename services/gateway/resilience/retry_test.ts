/** Before Lab 11 retry does nothing. The lab replaces these tests. */

import assert from "node:assert/strict";
import { fakeClock } from "../../shared/clock_fake.ts";
import { callWithRetry, type RetryOptions } from "./retry.ts";

interface Watched {
  readonly options: RetryOptions;
  readonly clock: ReturnType<typeof fakeClock>;
  readonly counted: readonly string[];
}

function watched(): Watched {
  const counted: string[] = [];
  const clock = fakeClock();
  return {
    options: {
      maxAttempts: 3,
      baseDelayMs: 100,
      clock,
      random: () => 0,
      count: (target, result) => void counted.push(`${target} ${result}`),
    },
    clock,
    counted,
  };
}

Deno.test("callWithRetry() passes a success on, and counts nothing", async () => {
  const { options, counted } = watched();
  const value = await callWithRetry(
    () => Promise.resolve(7),
    "payments",
    options,
  );
  assert.equal(value, 7);
  assert.deepEqual(counted, []);
});

Deno.test("callWithRetry() calls once, and throws what the call threw", async () => {
  const { options, clock, counted } = watched();
  const failure = new Error("payments are down");
  let calls = 0;
  await assert.rejects(
    callWithRetry(
      () => (calls++, Promise.reject(failure)),
      "payments",
      options,
    ),
    (error) => error === failure,
  );
  assert.equal(calls, 1);
  assert.deepEqual([clock.slept, counted], [[], []]);
});
