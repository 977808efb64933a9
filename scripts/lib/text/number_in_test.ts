import assert from "node:assert/strict";
import { numberIn } from "./number_in.ts";

for (
  const [cell, number] of [
    ["412 MB", 412],
    ["1,048.5", 1048.5],
    ["about 12.25 s", 12.25],
    ["-3", -3],
    ["none", NaN],
    [undefined, NaN],
  ] as const
) {
  Deno.test(`numberIn() of ${cell} is ${number}`, () => {
    assert.equal(numberIn(cell), number);
  });
}
