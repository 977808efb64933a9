/**
 * Before Lab 11 the breaker does nothing. The lab replaces the first
 * test; the error of an open circuit is there already.
 */

import assert from "node:assert/strict";
import { fakeClock } from "../../shared/clock_fake.ts";
import {
  CircuitBreaker,
  CircuitOpenError,
  type CircuitState,
} from "./circuit_breaker.ts";

/** Lets a test move the state, as Lab 11 will from within. */
class Movable extends CircuitBreaker {
  to(...states: readonly CircuitState[]): void {
    for (const state of states) this.moveTo(state);
  }
}

function breaker(moves: CircuitState[]): Movable {
  return new Movable({
    name: "payments",
    failureThreshold: 1,
    cooldownMs: 1000,
    clock: fakeClock(),
    onTransition: (to) => moves.push(to),
  });
}

Deno.test("the breaker passes every call on, and stays closed however much fails", async () => {
  const moves: CircuitState[] = [];
  const circuit = breaker(moves);
  const failure = new Error("payments are down");
  let calls = 0;
  for (let i = 0; i < 10; i++) {
    await assert.rejects(
      circuit.call(() => (calls++, Promise.reject(failure))),
      (error) => error === failure,
    );
  }
  assert.equal(await circuit.call(() => Promise.resolve(7)), 7);
  assert.deepEqual([calls, circuit.state, moves], [10, "CLOSED", []]);
});

Deno.test("a change of state is reported once, and an unchanged state is not", () => {
  const moves: CircuitState[] = [];
  const circuit = breaker(moves);
  circuit.to("CLOSED", "OPEN", "OPEN", "HALF_OPEN", "CLOSED");
  assert.deepEqual(moves, ["OPEN", "HALF_OPEN", "CLOSED"]);
  assert.equal(circuit.state, "CLOSED");
});

for (const [ms, seconds] of [[0, "1"], [1000, "1"], [1001, "2"]] as const) {
  Deno.test(`an open circuit of ${ms} ms more is a 503 for ${seconds} s`, () => {
    const { status, headers } = new CircuitOpenError("payments", ms);
    assert.equal(status, 503);
    assert.deepEqual(headers, { "Retry-After": seconds });
  });
}
