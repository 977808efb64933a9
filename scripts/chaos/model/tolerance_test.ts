import assert from "node:assert/strict";
import {
  type Found,
  type Tolerance,
  toleranceText,
  tolerates,
} from "./tolerance.ts";

const http = (status: number, ms: number, body: string): Found => ({
  value: status,
  answer: { status, ms, body },
});

const CASES: readonly (readonly [Tolerance, Found, boolean])[] = [
  [200, http(200, 5, ""), true],
  [200, http(503, 5, ""), false],
  [true, { value: true }, true],
  ["OK", { value: "OK" }, true],
  ["OK", { value: "ok" }, false],
  [[0, 0.01], { value: 0.01 }, true],
  [[0, 0.01], { value: 0.0101 }, false],
  [[0, 0.01], { value: "many" }, false],
  [{ type: "range", range: [0, 500], target: "ms" }, http(200, 400, ""), true],
  [{ type: "range", range: [0, 500], target: "ms" }, http(200, 501, ""), false],
  [
    { type: "regex", pattern: "^health", target: "body" },
    http(200, 1, "healthy"),
    true,
  ],
  [{ type: "regex", pattern: "^ealth" }, { value: "healthy" }, false],
  [
    { type: "jsonpath", path: "$.checks.redis", expect: ["ok"] },
    http(200, 1, '{"checks":{"redis":"ok"}}'),
    true,
  ],
  [
    { type: "jsonpath", path: "$.checks.redis", expect: ["ok"] },
    http(503, 1, '{"checks":{"redis":"down"}}'),
    false,
  ],
  [{ type: "jsonpath", path: "$[5]" }, http(200, 1, "[1,2"), false],
  [
    { type: "jsonpath", path: "$[*]", count: 2 },
    http(200, 1, "[1,2]"),
    true,
  ],
  [{ type: "compare", operator: "<", value: 1 }, { value: 0.99 }, true],
  [{ type: "compare", operator: "<", value: 1 }, { value: 1 }, false],
  [{ type: "compare", operator: ">=", value: 1 }, { value: 1 }, true],
  [{ type: "compare", operator: "!=", value: 1 }, { value: 1 }, false],
];

for (const [tolerance, found, expected] of CASES) {
  Deno.test(
    `${toleranceText(tolerance)} ${expected ? "allows" : "refuses"} ${
      JSON.stringify(found.answer ?? found.value)
    }`,
    () => assert.equal(tolerates(tolerance, found), expected),
  );
}

Deno.test("no tolerance allows that nothing was measured", () => {
  const tolerances: readonly Tolerance[] = [
    ...CASES.map(([tolerance]) => tolerance),
    { type: "compare", operator: "!=", value: 5 },
    { type: "regex", pattern: ".*" },
  ];
  for (const tolerance of tolerances) {
    assert.equal(tolerates(tolerance, { value: undefined }), false);
  }
});
