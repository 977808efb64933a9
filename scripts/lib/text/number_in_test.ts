import assert from "node:assert/strict";
import { numberIn } from "./number_in.ts";

for (
  const [cell, number] of [
    ["412 MB", 412],
    ["1,048.5", 1048.5],
    ["about 12.25 s", 12.25],
    ["-3", -3],
    ["1,048", 1048],
    ["6,652,800", 6_652_800],
    ["1\u202f048.5", 1048.5],
    ["6\u00a0652\u00a0800", 6_652_800],
    ["1 048,5", 1048.5],
    ["1,5", 1.5],
    ["50,40 min", 50.4],
    ["1.048", 1.048],
    ["0.0625", 0.0625],
    ["1,0625", 1.0625],
    ["3 of 12", 3],
    ["4, 5 and 6", 4],
    ["2 500 MB", 2500],
    ["2 50", 2],
    ["~40 ms", 40],
    ["", NaN],
    ["none", NaN],
    [undefined, NaN],
  ] as const
) {
  Deno.test(`numberIn() of ${cell} is ${number}`, () => {
    assert.equal(numberIn(cell), number);
  });
}
