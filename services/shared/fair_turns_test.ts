import assert from "node:assert/strict";
import { createFairTurns } from "./fair_turns.ts";

/** Turns that come when the test says so. */
function stage() {
  const asked: (() => void)[] = [];
  const turns = createFairTurns((callBack) => void asked.push(callBack));
  return { turns, asked, next: () => asked.shift()?.() };
}

Deno.test("64 requests begin in a turn, and the others wait for the next one", async () => {
  const { turns, next } = stage();
  for (let i = 0; i < 64; i++) assert.equal(turns.take(), undefined);
  const order: string[] = [];
  const late = [turns.take(), turns.take()].map((wait, i) =>
    wait?.then(() => void order.push(`late ${i}`))
  );
  order.push("turn");
  next();
  await Promise.all(late);
  assert.deepEqual(order, ["turn", "late 0", "late 1"]);
});

Deno.test("a new turn counts from zero, and asks for the next one once", () => {
  const { turns, asked, next } = stage();
  for (let turn = 0; turn < 3; turn++) {
    for (let i = 0; i < 64; i++) assert.equal(turns.take(), undefined);
    assert.ok(turns.take() instanceof Promise);
    assert.equal(asked.length, 1);
    next();
    assert.equal(asked.length, 0, "no timer is left when nothing is asked");
  }
});
