import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { fakeClock } from "../shared/clock_fake.ts";
import {
  type ChargerOptions,
  createCharger,
  randomReference,
  referenceOf,
} from "./charge.ts";

/** A charger that is quick and never fails by default. */
function chargerWith(options: Partial<ChargerOptions> = {}) {
  let references = 0;
  return createCharger({
    clock: fakeClock(),
    latencyMs: () => 0,
    fails: () => false,
    newReference: () => `PAY-${++references}`,
    ...options,
  });
}

Deno.test("referenceOf() is PAY- and the first 8 digits of the key's SHA-256", () => {
  for (const key of ["r-1", " ", "x".repeat(255)]) {
    const digest = createHash("sha256").update(key).digest("hex");
    const expected = `PAY-${digest.slice(0, 8).toUpperCase()}`;
    assert.equal(referenceOf(key), expected);
  }
});

Deno.test("referenceOf() keeps leading zeros", async () => {
  const keys = Array.from({ length: 200 }, (_, n) => `key-${n}`);
  const references = await Promise.all(keys.map(referenceOf));
  assert.ok(references.every((one) => /^PAY-[0-9A-F]{8}$/.test(one)));
  assert.ok(references.some((one) => one.startsWith("PAY-0")));
});

Deno.test("randomReference() has 8 digits at both ends of the draw", () => {
  assert.equal(randomReference(() => 0), "PAY-00000000");
  assert.equal(randomReference(() => 1 - 2 ** -53), "PAY-FFFFFFFF");
});

Deno.test("a key charges once: the second call is a duplicate, same reference", async () => {
  const charge = chargerWith();
  const first = await charge("r-1");
  const paymentRef = referenceOf("r-1");
  assert.deepEqual(first, { result: "success", paymentRef });
  assert.deepEqual(await charge("r-1"), { result: "duplicate", paymentRef });
  assert.equal((await charge("r-2")).result, "success");
});

Deno.test("another process gives the same reference for a key", async () => {
  const [here, there] = [chargerWith(), chargerWith()];
  assert.deepEqual(await here("r-1"), await there("r-1"));
});

Deno.test("without a key every call charges anew", async () => {
  const charge = chargerWith();
  assert.deepEqual([await charge(undefined), await charge(undefined)], [
    { result: "success", paymentRef: "PAY-1" },
    { result: "success", paymentRef: "PAY-2" },
  ]);
});

Deno.test("of 50 parallel calls with one key one succeeds, 49 are duplicates", async () => {
  const clock = fakeClock();
  let draws = 0;
  const charge = chargerWith({
    clock,
    latencyMs: () => 100,
    fails: () => ++draws > 1,
  });
  const calls = Array.from({ length: 50 }, () => charge("r-1"));
  await clock.advance(100);
  const outcomes = await Promise.all(calls);
  const results = outcomes.map(({ result }) => result);
  assert.equal(results.filter((result) => result === "success").length, 1);
  assert.equal(results.filter((result) => result === "duplicate").length, 49);
  assert.equal(draws, 1);
  assert.deepEqual(clock.slept, [100]);
});

Deno.test("a failure is shared by the calls that joined, and forgotten", async () => {
  const clock = fakeClock();
  let broken = true;
  const charge = chargerWith({
    clock,
    latencyMs: () => 10,
    fails: () => broken,
  });
  const calls = [charge("r-1"), charge("r-1")];
  await clock.advance(10);
  assert.deepEqual(await Promise.all(calls), [
    { result: "failed" },
    { result: "failed" },
  ]);
  broken = false;
  const again = charge("r-1");
  await clock.advance(10);
  assert.equal((await again).result, "success");
});

Deno.test("a duplicate does not draw a failure", async () => {
  let broken = false;
  const charge = chargerWith({ fails: () => broken });
  await charge("r-1");
  broken = true;
  assert.equal((await charge("r-1")).result, "duplicate");
  assert.equal((await charge("r-2")).result, "failed");
});

Deno.test("the delay comes before the failure is drawn", async () => {
  const clock = fakeClock();
  let drawnAt: number | undefined;
  const charge = chargerWith({
    clock,
    latencyMs: () => 250,
    fails: () => {
      drawnAt = clock.now();
      return true;
    },
  });
  const call = charge("r-1");
  await clock.advance(249);
  assert.equal(drawnAt, undefined);
  await clock.advance(1);
  assert.equal((await call).result, "failed");
  assert.equal(drawnAt, 250);
});

Deno.test("keys beyond the bound are forgotten, the oldest first", async () => {
  const charge = chargerWith({ maxKeys: 2 });
  for (const key of ["a", "b", "c"]) await charge(key);
  assert.equal((await charge("c")).result, "duplicate");
  assert.equal((await charge("b")).result, "duplicate");
  const forgotten = await charge("a");
  const paymentRef = referenceOf("a");
  assert.deepEqual(forgotten, { result: "success", paymentRef });
});
