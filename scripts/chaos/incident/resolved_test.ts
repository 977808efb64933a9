import assert from "node:assert/strict";
import { type Facts, reasonsNotOver } from "./resolved.ts";

const WELL: Facts = {
  firing: [],
  missing: [],
  rps: 20,
  usualRps: 21,
  hasVisitors: true,
  orders: 2,
  usualOrders: 2.2,
  isSwitchedOff: false,
};

Deno.test("a shop that is as it was is over its incident", () => {
  assert.deepEqual(reasonsNotOver(WELL), []);
});

for (
  const [name, change, words] of [
    ["a symptom", { firing: [{ name: "ListSlow", words: "2 s" }] }, /ListSlow/],
    ["a part that was taken away", { missing: ["payments"] }, /no repair/],
    ["no visitors", { hasVisitors: false }, /visitors must be there/],
    ["few visitors", { rps: 9 }, /9\.0 requests a second, 21\.0 before/],
    ["no figure of visitors", { rps: undefined }, /unknown number/],
    ["few orders", { orders: 1 }, /1\.0 orders a second, 2\.2 before/],
    [
      "a simulation that was switched off",
      { isSwitchedOff: true },
      /no such switch/,
    ],
  ] as const
) {
  Deno.test(`${name} is no end of an incident`, () => {
    const reasons = reasonsNotOver({ ...WELL, ...change });
    assert.equal(reasons.length, 1, reasons.join("; "));
    assert.match(reasons[0] ?? "", words);
  });
}
