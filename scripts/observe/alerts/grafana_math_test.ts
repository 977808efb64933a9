import assert from "node:assert/strict";
import { promqlOfMath } from "./grafana_math.ts";

const QUERIES: Readonly<Record<string, string>> = { A: "a", B: "b", err: "e" };

const written = (expression: string): string =>
  promqlOfMath(expression, (refId) => QUERIES[refId] ?? `unknown_${refId}`);

const CASES: readonly (readonly [string, string])[] = [
  ["$A", "(a)"],
  ["${A}", "(a)"],
  ["$err", "(e)"],
  ["$A + $B", "((a) + (b))"],
  ["$A - $B * 2", "((a) - ((b) * 2))"],
  ["($A - $B) * 2", "(((a) - (b)) * 2)"],
  ["$A / $B % 3", "(((a) / (b)) % 3)"],
  ["$A ** 2", "((a) ^ 2)"],
  ["-$A", "(-1 * (a))"],
  ["!$A", "((a) == bool 0)"],
  ["$A > 5", "((a) > bool 5)"],
  ["$A != $B", "((a) != bool (b))"],
  ["$A >= 0.5", "((a) >= bool 0.5)"],
  ["$A && $B", "(((a) != bool 0) * ((b) != bool 0))"],
  ["$A || $B", "((((a) != bool 0) + ((b) != bool 0)) > bool 0)"],
  ["abs($A)", "abs((a))"],
  ["log($A)", "ln((a))"],
  ["round($A / 2)", "round(((a) / 2))"],
  ["floor(-$A)", "floor((-1 * (a)))"],
  ["1 > 0", "vector((1 > bool 0))"],
  ["3", "vector(3)"],
];

for (const [expression, promql] of CASES) {
  Deno.test(`${expression} is ${promql} in PromQL`, () => {
    assert.equal(written(expression), promql);
  });
}

const REFUSED: readonly (readonly [string, RegExp])[] = [
  ["a + 1", /Identifier a is not known/],
  ["nan($A)", /CallExpression.* is not known/],
  ["$A ? 1 : 2", /is not known|Unexpected/],
  ["~$A", /UnaryExpression ~ is not known/],
  ["$A | $B", /operator \| is not known/],
  ["$A >", /./],
  ["abs()", /a part of it is missing/],
  ["", /./],
];

for (const [expression, message] of REFUSED) {
  Deno.test(`${expression || "nothing"} is refused, since PromQL has no word for it`, () => {
    assert.throws(() => written(expression), message);
  });
}
