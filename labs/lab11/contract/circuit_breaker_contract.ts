import assert from "node:assert/strict";
import {
  type FakeClock,
  fakeClock,
} from "../../../services/shared/clock_fake.ts";
import {
  CircuitBreaker,
  CircuitOpenError,
  type CircuitState,
} from "../../../services/gateway/resilience/circuit_breaker.ts";
import { composeResilience } from "../../../services/gateway/resilience/compose.ts";

const failure = new Error("payments are down");
const fail = () => Promise.reject(failure);
const succeed = () => Promise.resolve("charged");

function scene(failureThreshold = 3) {
  const clock: FakeClock = fakeClock();
  const moves: CircuitState[] = [];
  const breaker = new CircuitBreaker({
    name: "payments",
    failureThreshold,
    cooldownMs: 30_000,
    clock,
    onTransition: (to) => moves.push(to),
  });
  const failing = async (times: number): Promise<void> => {
    for (let i = 0; i < times; i++) await assert.rejects(breaker.call(fail));
  };
  return { clock, moves, breaker, failing };
}

Deno.test("failures in a row open it; then nothing is called, and it says when", async () => {
  const { clock, breaker, failing, moves } = scene();
  await failing(3);
  assert.deepEqual(moves, ["OPEN"]);
  await clock.advance(10_000);
  let called = false;
  await assert.rejects(
    breaker.call(() => (called = true, succeed())),
    (error) =>
      error instanceof CircuitOpenError &&
      error.headers["Retry-After"] === "20",
  );
  assert.equal(called, false);
});

Deno.test("a success in between starts the count anew", async () => {
  const { breaker, failing } = scene();
  await failing(2);
  assert.equal(await breaker.call(succeed), "charged");
  await failing(2);
  assert.equal(breaker.state, "CLOSED");
});

Deno.test("after the cool-down one call decides: closed by a success, open by a failure", async () => {
  const { clock, breaker, failing, moves } = scene();
  await failing(3);
  await clock.advance(30_001);
  await assert.rejects(breaker.call(fail), (error) => error === failure);
  assert.equal(breaker.state, "OPEN", "one failure is enough now");
  await clock.advance(30_001);
  await breaker.call(succeed);
  assert.deepEqual(
    moves,
    ["OPEN", "HALF_OPEN", "OPEN", "HALF_OPEN", "CLOSED"],
  );
});

Deno.test("it stays open until the cool-down is over, also after the second opening", async () => {
  const { clock, breaker, failing } = scene();
  await clock.advance(5000);
  await failing(3);
  await clock.advance(29_999);
  await assert.rejects(breaker.call(succeed), CircuitOpenError);
  await clock.advance(2);
  await assert.rejects(breaker.call(fail), (error) => error === failure);
  await clock.advance(29_999);
  await assert.rejects(breaker.call(succeed), CircuitOpenError);
});

Deno.test("once it has closed, it takes the whole threshold to open it again", async () => {
  const { clock, breaker, failing } = scene();
  await failing(3);
  await clock.advance(30_001);
  await breaker.call(succeed);
  await failing(2);
  assert.equal(breaker.state, "CLOSED");
  await failing(1);
  assert.equal(breaker.state, "OPEN");
});

Deno.test("a single failure opens it when the threshold is 1", async () => {
  const { breaker, failing } = scene(1);
  await failing(1);
  assert.equal(breaker.state, "OPEN");
});

Deno.test("to the breaker, a call with all its attempts is one failure", async () => {
  const { breaker } = scene();
  let attempts = 0;
  const guard = composeResilience({
    breaker,
    retry: async (call) => {
      for (;;) {
        attempts++;
        try {
          return await call();
        } catch (error) {
          if (attempts % 3 === 0) throw error;
        }
      }
    },
  });
  for (let i = 0; i < 2; i++) await assert.rejects(guard(fail));
  assert.equal(breaker.state, "CLOSED");
  await assert.rejects(guard(fail));
  assert.equal(breaker.state, "OPEN");
  await assert.rejects(guard(fail), CircuitOpenError);
  assert.equal(attempts, 9, "an open circuit costs no attempt");
});

Deno.test("while one looks, others are refused at once", async () => {
  const { clock, breaker, failing } = scene();
  await failing(3);
  await clock.advance(30_001);
  const answer = Promise.withResolvers<string>();
  const looking = breaker.call(() => answer.promise);
  await assert.rejects(breaker.call(succeed), CircuitOpenError);
  answer.resolve("charged");
  assert.equal(await looking, "charged");
  assert.equal(breaker.state, "CLOSED");
});

Deno.test("an answer that comes late does not move the present", async () => {
  const { breaker, failing } = scene();
  const late = Promise.withResolvers<string>();
  const calling = breaker.call(() => late.promise);
  await failing(3);
  late.resolve("charged");
  await calling;
  assert.equal(breaker.state, "OPEN", "a success from before it opened");
});

Deno.test("a failure that comes late does not move the present either", async () => {
  const { clock, breaker, failing } = scene(1);
  const late = Promise.withResolvers<string>();
  const calling = breaker.call(() => late.promise);
  await failing(1);
  await clock.advance(30_001);
  await breaker.call(succeed);
  late.reject(failure);
  await assert.rejects(calling);
  assert.equal(breaker.state, "CLOSED", "a failure from before it opened");
});
