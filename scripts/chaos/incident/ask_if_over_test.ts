import assert from "node:assert/strict";
import { fakeClock } from "../../../services/shared/clock_fake.ts";
import { askIfOver, FADE_MS, GOOD } from "./ask_if_over.ts";
import { LOOK_MS } from "./baseline.ts";
import type { Facts } from "./resolved.ts";

const WELL: Facts = {
  hasPaged: true,
  firing: [],
  missing: [],
  rps: 20,
  usualRps: 20,
  hasVisitors: true,
  orders: 2,
  usualOrders: 2,
  isSwitchedOff: false,
};

const ILL: Facts = { ...WELL, firing: [{ name: "ListSlow", words: "2.0 s" }] };

/** Asks a shop that is like this at its first look, second look, ...; last stays. */
async function ask(...looks: readonly Facts[]) {
  const clock = fakeClock();
  let number = 0;
  const asking = askIfOver(() => {
    const facts = looks[Math.min(number++, looks.length - 1)];
    return Promise.resolve(facts ?? WELL);
  }, clock);
  await clock.advance(2 * FADE_MS);
  const verdict = await asking;
  const waitedMs = clock.slept.reduce((sum, ms) => sum + ms, 0);
  return { ...verdict, looks: number, waitedMs };
}

Deno.test("a shop that is well is over it after some good looks in a row", async () => {
  const { isOver, looks, reasons } = await ask(WELL);
  assert.deepEqual([isOver, looks, reasons], [true, GOOD, []]);
});

Deno.test("a symptom may fade for a while after a repair", async () => {
  const { isOver, waitedMs } = await ask(ILL, ILL, ILL, ILL, WELL);
  assert.equal(isOver, true);
  assert.ok(waitedMs < FADE_MS);
});

Deno.test("good looks count in a row alone", async () => {
  const { isOver, looks } = await ask(WELL, WELL, ILL, WELL);
  assert.deepEqual([isOver, looks], [true, 3 + GOOD]);
});

Deno.test("a symptom that does not fade is reported after its time", async () => {
  const { isOver, reasons, waitedMs } = await ask(ILL);
  assert.equal(isOver, false);
  assert.match(reasons.join(), /ListSlow: 2\.0 s/);
  assert.ok(waitedMs >= FADE_MS && waitedMs <= FADE_MS + 2 * LOOK_MS);
});

for (
  const [what, change] of [
    ["a part that is missing", { missing: ["payments"] }],
    ["customers who were sent away", { hasVisitors: false }],
    ["a fault that was only switched off", { isSwitchedOff: true }],
    ["an incident that no visitor has felt yet", { hasPaged: false }],
  ] as const
) {
  Deno.test(`${what}: time does not heal it, so the answer comes at once`, async () => {
    const { isOver, looks, reasons } = await ask({ ...WELL, ...change });
    assert.deepEqual([isOver, looks, reasons.length], [false, 1, 1]);
  });
}

Deno.test("a row that began in time may end after it", async () => {
  const late = Math.ceil(FADE_MS / LOOK_MS);
  const looks = [...Array.from({ length: late }, () => ILL), WELL];
  assert.equal((await ask(...looks)).isOver, true);
});
