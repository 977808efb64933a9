import assert from "node:assert/strict";
import { type Held, holds } from "./condition.ts";

const CASES: readonly (readonly [string, readonly number[], Held])[] = [
  ["result[0] < 0.05", [0.01], true],
  ["result[0] < 0.05", [0.5], false],
  ["result[0] < 0.05", [], "error"],
  ["len(result) > 0 && result[0] < 0.05", [], false],
  ["len(result) == 0 || isNaN(result[0])", [NaN], true],
  ["not isNaN(result[0]) and result[0] >= 0.95", [1], true],
  ["result[0] < 0.05", [NaN], false],
  ["result < 5", [3], true],
  ["default(result, 0) == nil", [1], false],
  ["len(result) > 0 ? result[0] <= 1 : false", [], false],
  ["all(result, # < 1)", [0], "error"],
  ["median(result) < 1", [0], "unknown"],
  ["result[0] <", [0], "error"],
];

for (const [condition, result, held] of CASES) {
  Deno.test(`${condition} of [${result}]: ${held}`, () => {
    assert.equal(holds(condition, result), held);
  });
}
