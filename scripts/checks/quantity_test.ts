import assert from "node:assert/strict";
import { mebibytes, quantity } from "./quantity.ts";

for (
  const [text, value] of [
    ["50m", 0.05],
    ["1", 1],
    ["0.5", 0.5],
    ["80Mi", 80 * 2 ** 20],
    ["81920Ki", 80 * 2 ** 20],
    ["128974848", 128974848],
    ["129e6", 129e6],
    ["12345678n", 0.012345678],
    ["+2", 2],
    [".5", 0.5],
    ["1.", 1],
    ["1E", 1e18],
    ["2Pi", 2 * 2 ** 50],
    ["1e-1", 0.1],
    ["12E3", 12e3],
    ["80MB", NaN],
    ["1e3Mi", NaN],
    ["1e", NaN],
    [".", NaN],
    ["-1", NaN],
    ["1 Gi", NaN],
    ["100M ", NaN],
    ["", NaN],
    [undefined, NaN],
  ] as const
) {
  Deno.test(`quantity() of ${text} is ${value}`, () => {
    assert.equal(quantity(text), value);
  });
}

Deno.test("mebibytes() rounds", () => {
  assert.equal(mebibytes(quantity("81920Ki")), "80 Mi");
});
