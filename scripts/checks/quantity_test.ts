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
    ["80MB", NaN],
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
