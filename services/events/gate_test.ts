import assert from "node:assert/strict";
import { fakeClock } from "../shared/clock_fake.ts";
import { Problem } from "../shared/problem.ts";
import { createGate } from "./gate.ts";

Deno.test("the gate lets in as many as its limit, the others in their order", async () => {
  const clock = fakeClock();
  const gate = createGate({ limit: () => 2, waitMs: 1000, clock });
  const leave = await gate.enter();
  await gate.enter();
  const order: string[] = [];
  const third = gate.enter().then((out) => (order.push("third"), out));
  const fourth = gate.enter().then((out) => (order.push("fourth"), out));
  await clock.advance(0);
  assert.deepEqual([gate.inside, gate.waiting, order.length], [2, 2, 0]);
  leave();
  (await third)();
  await fourth;
  assert.deepEqual(order, ["third", "fourth"]);
  assert.deepEqual([gate.inside, gate.waiting, clock.sleeping], [2, 0, 0]);
});

Deno.test("who waits too long gets a 503 with Retry-After, and leaves the queue", async () => {
  const clock = fakeClock();
  const gate = createGate({ limit: () => 1, waitMs: 1000, clock });
  const leave = await gate.enter();
  const late = assert.rejects(
    gate.enter(),
    (error) =>
      error instanceof Problem && error.status === 503 &&
      error.headers["Retry-After"] === "1",
  );
  await clock.advance(1000);
  await late;
  assert.deepEqual([gate.waiting, gate.timeouts, gate.inside], [0, 1, 1]);
  leave();
  assert.equal(gate.inside, 0);
});

Deno.test("a limit that shrinks admits no request until enough have left", async () => {
  const clock = fakeClock();
  let limit = 2;
  const gate = createGate({ limit: () => limit, waitMs: 1000, clock });
  const leaveFirst = await gate.enter();
  const leaveSecond = await gate.enter();
  limit = 1;
  let entered = false;
  const waiting = gate.enter().then(() => entered = true);
  leaveFirst();
  await clock.advance(0);
  assert.equal(entered, false);
  leaveSecond();
  await waiting;
  assert.equal(gate.inside, 1);
});
