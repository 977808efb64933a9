import assert from "node:assert/strict";
import fc from "fast-check";
import { couldBe } from "./could_be.ts";
import { numberIn, numbersIn } from "./read_number.ts";

for (
  const [text, ...values] of [
    ["50.4", 50.4],
    ["50,4", 50.4],
    ["50 %", 50],
    ["6 652 800", 6652800],
    ["6\u202f652\u202f800", 6652800],
    ["6&nbsp;652&nbsp;800", 6652800],
    ["6,652,800", 6652800],
    ["6.652.800", 6652800],
    ["6'652'800", 6652800],
    ["6’652’800,5", 6652800.5],
    ["66,52,800", 6652800],
    ["6,652,800.5", 6652800.5],
    ["6.652.800,5", 6652800.5],
    ["6_652_800", 6652800],
    ["6{,}652{,}800", 6652800],
    ["6.6528e6", 6652800],
    ["6.6528 × 10^6", 6652800],
    ["6,6528·10⁶", 6652800],
    ["$6.6528 \\times 10^6$", 6652800],
    ["5e-3", 0.005],
    ["~ 9.3", 9.3],
    ["≈9,3 h", 9.3],
    ["**50.4** min", 50.4],
    ["`18`", 18],
    ["18.0x", 18],
    ["1,234", 1234, 1.234],
    ["1.234", 1.234, 1234],
    ["0.333", 0.333],
    ["0,333", 0.333],
    ["12345,678", 12345.678],
    ["−3", -3],
    ["-3", -3],
    ["1½", 1.5],
    ["11 * 604800 = 6652800", 6652800],
    ["0.005 × 6652800 ≈ 33264", 33264],
    ["<br>50.4", 50.4],
    ["(50.4)", 50.4],
    ["9–10", 9],
    ["~~50~~ 504", 504],
  ] as const
) {
  Deno.test(`numberIn() of ${text} can be ${values.join(" or ")}`, () => {
    assert.deepEqual(numberIn(text)?.values, values);
  });
}

for (
  const text of ["none", "", "p99", "v1.2.3", "10.4.0.1", "19:46:57", "sha256"]
) {
  Deno.test(`numberIn() finds no number in ${JSON.stringify(text)}`, () => {
    assert.equal(numberIn(text), undefined);
  });
}

Deno.test("numbersIn() keeps the word behind each number, in order", () => {
  const found = numbersIn("46 payments failed in 95 s, 52 % of them");
  assert.deepEqual(
    found.map(({ values, unit }) => [values[0], unit]),
    [[46, "payments"], [95, "s"], [52, "%"]],
  );
});

/** Ways to write a number: separator of thousands and of decimals. */
const STYLES = [
  [",", "."],
  [".", ","],
  [" ", ","],
  [" ", "."],
  ["\u00a0", ","],
  ["\u202f", ","],
  ["'", "."],
  ["", "."],
  ["", ","],
] as const;

Deno.test("a number in any country's style is read as that number", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1e9 }),
      fc.integer({ min: 0, max: 999 }),
      fc.integer({ min: 0, max: 3 }),
      fc.constantFrom(...STYLES),
      fc.constantFrom("", "**", "`", "~", "≈ "),
      (whole, part, places, [thousands, decimal], mark) => {
        const decimals = String(part).padStart(3, "0").slice(0, places);
        const expected = Number(`${whole}.${decimals || "0"}`);
        const grouped = String(whole).replace(
          /\B(?=(?:\d{3})+$)/g,
          thousands,
        );
        const end = mark === "~" || mark === "≈ " ? "" : mark;
        const text = mark + grouped + (places > 0 ? decimal + decimals : "") +
          end;
        const found = numberIn(text);
        assert.ok(found !== undefined, text);
        assert.ok(couldBe(found, expected), `${text}: ${found.values}`);
      },
    ),
    { numRuns: 2000 },
  );
});

Deno.test("only a single group of three digits is ever ambiguous", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e9 }), (value) => {
      const found = numberIn(value.toLocaleString("en"));
      const isOneGroup = value >= 1000 && value < 1e6;
      assert.equal(found?.values.length, isOneGroup ? 2 : 1);
    }),
  );
});
