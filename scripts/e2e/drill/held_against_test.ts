import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { z } from "zod";
import { seal } from "../../lib/seal/mod.ts";
import { keyOf, newKey } from "../../lib/seal/signing.ts";
import { hashNotices, sealNotices } from "./bit_flips.ts";
import { heldAgainst } from "./point.ts";

const MOMENT = 1000;
const before = { id: "before", asked: 900, told: 950 };
const during = { id: "during", asked: 990, told: 1010 };
const after = { id: "after", asked: 1050, told: 1060 };
const ALL = [before, during, after];

for (
  const [what, ids, said] of [
    ["the orders from before, and no others", ["before"], undefined],
    ["a payment that was under way as well", ["before", "during"], undefined],
    ["nothing", [], /1 missing; 1 from after it, 0 there/],
    ["what came after", ["before", "after"], /0 missing; .* 1 there/],
    ["only what came after", ["after"], /1 missing; .* 1 there/],
    ["orders of other days as well", ["before", "old"], undefined],
  ] as const
) {
  Deno.test(`a recovery that has ${what} is ${said === undefined ? "right" : "wrong"}`, () => {
    const hold = () => heldAgainst(ALL, MOMENT, new Set(ids));
    if (said !== undefined) return assert.throws(hold, said);
    assert.match(hold(), /^1 orders from before the moment, 0 missing/);
  });
}

for (
  const [what, bought] of [
    ["before the moment", [during, after]],
    ["after the moment", [before, during]],
    ["at all", []],
  ] as const
) {
  Deno.test(`without an order ${what} a recovery proves nothing`, () => {
    assert.throws(
      () => heldAgainst(bought, MOMENT, new Set(["before"])),
      /nothing to tell by/,
    );
  });
}

Deno.test("what is there of payments under way never decides", () => {
  const middle = fc.array(
    fc.record({
      asked: fc.integer({ min: 0, max: MOMENT }),
      told: fc.integer({ min: MOMENT, max: 2 * MOMENT }),
      isThere: fc.boolean(),
    }),
  );
  fc.assert(fc.property(middle, (middle) => {
    const bought = middle.map((one, i) => ({ id: `m${i}`, ...one }));
    const there = bought.filter(({ isThere }) => isThere).map(({ id }) => id);
    assert.equal(
      heldAgainst([...ALL, ...bought], MOMENT, new Set(["before", ...there])),
      heldAgainst(ALL, MOMENT, new Set(["before"])),
    );
  }));
});

Deno.test("a seal and a hash notice a changed byte, and leave the whole file alone", async () => {
  const schema = z.strictObject({ rows: z.int() });
  const text = await seal({ rows: 3 }, await keyOf(await newKey()));
  const bytes = new TextEncoder().encode(text);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  for (const isNoticed of [sealNotices(schema), hashNotices(sha256)]) {
    assert.equal(await isNoticed(bytes), false);
    for (const at of [0, bytes.length >> 1, bytes.length - 1]) {
      const changed = bytes.with(at, (bytes[at] ?? 0) ^ 1);
      assert.equal(await isNoticed(changed), true, `byte ${at}`);
    }
  }
});
