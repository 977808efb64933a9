import assert from "node:assert/strict";
import fc from "fast-check";
import { sampleOf, shareOf } from "./sample.ts";

Deno.test("a share is a whole number of percent", () => {
  assert.equal(shareOf("20%"), 0.2);
  assert.equal(shareOf("100"), 1);
  for (const text of ["0%", "101%", "x", "", "-5%", "1e2"]) {
    assert.throws(() => shareOf(text), /from 1% to 100%/);
  }
});

Deno.test("a sample has its size, its order, and is the same again", async () => {
  await fc.assert(fc.asyncProperty(
    fc.uniqueArray(fc.string(), { maxLength: 30 }),
    fc.integer({ min: 1, max: 100 }),
    async (names, percent) => {
      const all = names.map((name) => ({ name }));
      const some = await sampleOf(all, percent / 100, "salt");
      assert.equal(some.length, Math.ceil(all.length * percent / 100));
      assert.deepEqual(all.filter((one) => some.includes(one)), some);
      assert.deepEqual(await sampleOf(all, percent / 100, "salt"), some);
    },
  ));
});
