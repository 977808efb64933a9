/**
 * Laws of tolerances: what none of them may allow, and what all must.
 */

import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type Found,
  type Tolerance,
  toleranceSchema,
  toleranceText,
  tolerates,
} from "./tolerance.ts";

const numbers = fc.double({ min: -1e6, max: 1e6, noNaN: true });

const OPERATORS = ["<", "<=", ">", ">=", "==", "!="] as const;

const tolerances: fc.Arbitrary<Tolerance> = fc.oneof(
  numbers,
  fc.boolean(),
  fc.string(),
  fc.tuple(numbers, numbers),
  fc.record({ type: fc.constant("range"), range: fc.tuple(numbers, numbers) }),
  fc.record({ type: fc.constant("regex"), pattern: fc.constant("") }),
  fc.record({ type: fc.constant("jsonpath"), path: fc.constant("$") }),
  fc.record({
    type: fc.constant("compare"),
    operator: fc.constantFrom(...OPERATORS),
    value: numbers,
  }),
).map((one) => toleranceSchema.parse(one));

Deno.test("no tolerance allows what was not measured", () => {
  const unmeasured: readonly Found[] = [
    { value: undefined },
    { value: undefined, isUnknown: true },
    { value: undefined, answer: { status: 200, ms: 1, body: "{}" } },
  ];
  fc.assert(fc.property(tolerances, (tolerance) => {
    for (const found of unmeasured) assert.ok(!tolerates(tolerance, found));
  }));
});

Deno.test("a tolerance that was read from a file and written is the same one", () => {
  fc.assert(fc.property(tolerances, (tolerance) => {
    const copy = toleranceSchema.parse(JSON.parse(JSON.stringify(tolerance)));
    assert.equal(toleranceText(copy), toleranceText(tolerance));
  }));
});

Deno.test("a comparison and its opposite never both allow a number, and one does", () => {
  const opposite = { "<": ">=", "<=": ">", "==": "!=" } as const;
  fc.assert(
    fc.property(
      fc.constantFrom("<" as const, "<=" as const, "==" as const),
      numbers,
      numbers,
      (operator, value, measured) => {
        const found = { value: measured };
        const one = tolerates({ type: "compare", operator, value }, found);
        const other = tolerates(
          { type: "compare", operator: opposite[operator], value },
          found,
        );
        assert.notEqual(one, other);
      },
    ),
  );
});

Deno.test("a range allows a number exactly when both of its bounds do", () => {
  fc.assert(fc.property(numbers, numbers, numbers, (low, high, value) => {
    assert.equal(
      tolerates([low, high], { value }),
      value >= low && value <= high,
    );
  }));
});

for (const value of ["", " ", "no answer", true, false]) {
  Deno.test(`${JSON.stringify(value)} is no number, and within no bounds`, () => {
    const found = { value };
    assert.equal(tolerates([-1, 1], found), false);
    for (const operator of OPERATORS) {
      const tolerance = { type: "compare", operator, value: 0 } as const;
      assert.equal(tolerates(tolerance, found), false, operator);
    }
  });
}

Deno.test("a number in a text counts as that number", () => {
  assert.equal(tolerates([0, 1], { value: "0.5" }), true);
  assert.equal(tolerates([0, 1], { value: "1.5" }), false);
});

const ANSWER: Found = {
  value: 200,
  answer: { status: 200, ms: 120, body: '{"status":"healthy","parts":[1,2]}' },
};

for (
  const [tolerance, isAllowed] of [
    [200, true],
    ["200", false],
    [{ type: "range", range: [0, 150], target: "ms" }, true],
    [{ type: "range", range: [0, 100], target: "ms" }, false],
    [{ type: "regex", pattern: "healthy", target: "body" }, true],
    [{ type: "regex", pattern: "^healthy", target: "body" }, false],
    [{ type: "regex", pattern: "^2" }, true],
    [{ type: "jsonpath", path: "$.status" }, true],
    [{ type: "jsonpath", path: "$.missing" }, false],
    [{ type: "jsonpath", path: "$.missing", count: 0 }, true],
    [{ type: "jsonpath", path: "$.parts[*]", count: 2 }, true],
    [{ type: "jsonpath", path: "$.parts[*]", count: 1 }, false],
    [{ type: "jsonpath", path: "$.status", expect: ["healthy"] }, true],
    [{ type: "jsonpath", path: "$.status", expect: ["sick"] }, false],
    [{ type: "jsonpath", path: "$.parts[*]", expect: [1, 2], count: 2 }, true],
    [{ type: "compare", operator: "<", value: 500, target: "ms" }, true],
  ] as const
) {
  Deno.test(`${JSON.stringify(tolerance)} allows the answer: ${isAllowed}`, () => {
    const read = toleranceSchema.parse(tolerance);
    assert.equal(tolerates(read, ANSWER), isAllowed);
  });
}

Deno.test("an answer that is no JSON has nothing at any path", () => {
  const found = { value: 200, answer: { status: 200, ms: 1, body: "<html>" } };
  const tolerance = toleranceSchema.parse({ type: "jsonpath", path: "$" });
  assert.equal(tolerates(tolerance, found), false);
});
