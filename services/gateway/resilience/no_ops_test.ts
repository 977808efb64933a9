/**
 * What the three functions do before Lab 11: nothing. Whoever fills them in
 * replaces these tests by those of the lab.
 */

import assert from "node:assert/strict";
import { fakeClock } from "../../shared/clock_fake.ts";
import {
  callWithRetry,
  CircuitBreaker,
  type CircuitState,
  composeResilience,
  RateLimiter,
} from "./mod.ts";

const failure = new Error("payments are down");

function retryOptions(results: string[] = []) {
  return {
    maxAttempts: 3,
    baseDelayMs: 100,
    clock: fakeClock(),
    random: () => 0,
    count: (_target: string, result: string) => void results.push(result),
  };
}

Deno.test("callWithRetry() calls once, passes on the end, and counts nothing", async () => {
  const results: string[] = [];
  let calls = 0;
  const fail = () => (calls++, Promise.reject(failure));
  const options = retryOptions(results);
  await assert.rejects(callWithRetry(fail, "payments", options), failure);
  const value = await callWithRetry(() => Promise.resolve(7), "x", options);
  assert.deepEqual([calls, value, results], [1, 7, []]);
});

Deno.test("the breaker stays closed however much fails", async () => {
  const moves: CircuitState[] = [];
  const breaker = new CircuitBreaker({
    name: "payments",
    failureThreshold: 1,
    cooldownMs: 1000,
    clock: fakeClock(),
    onTransition: (to) => moves.push(to),
  });
  for (let i = 0; i < 10; i++) {
    await assert.rejects(breaker.call(() => Promise.reject(failure)), failure);
  }
  assert.deepEqual([breaker.state, moves], ["CLOSED", []]);
});

Deno.test("the limiter admits everybody", () => {
  const limiter = new RateLimiter({ limitRps: 1, clock: fakeClock() });
  const answers = Array.from({ length: 100 }, () => limiter.allow("/events"));
  assert.ok(answers.every((allowed) => allowed));
});

Deno.test("the breaker is outside: one charge with all its attempts is one call to it", async () => {
  let calls = 0;
  const breaker = {
    call<T>(attempts: () => Promise<T>): Promise<T> {
      calls++;
      return attempts();
    },
  };
  const guard = composeResilience("payments", {
    breaker,
    retry: retryOptions(),
  });
  assert.equal(await guard(() => Promise.resolve("charged")), "charged");
  await assert.rejects(guard(() => Promise.reject(failure)), failure);
  assert.equal(calls, 2);
});

Deno.test("an open breaker calls nothing, so nothing is attempted or waited for", async () => {
  const open = { call: () => Promise.reject(failure) };
  const guard = composeResilience("payments", {
    breaker: open,
    retry: retryOptions(),
  });
  let attempts = 0;
  const attempt = () => (attempts++, Promise.resolve());
  await assert.rejects(guard(attempt), failure);
  assert.equal(attempts, 0);
});
