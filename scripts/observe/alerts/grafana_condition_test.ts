import assert from "node:assert/strict";
import { promqlProblem } from "../../adapters/prometheus/promql/mod.ts";
import { conditionOf } from "./grafana_condition.ts";
import { type Step, stepSchema } from "./grafana_step.ts";

const query = (refId: string, model: Step["model"] = {}): Step => ({
  refId,
  datasourceUid: "prometheus",
  model: { expr: refId.toLowerCase(), instant: true, ...model },
});

const own = (refId: string, model: Step["model"]): Step => ({
  refId,
  datasourceUid: "__expr__",
  model,
});

const threshold = (type: string, ...params: number[]): Step =>
  own("T", {
    type: "threshold",
    expression: "A",
    conditions: [{ evaluator: { type, params } }],
  });

const THRESHOLDS: readonly (readonly [string, readonly number[], string])[] = [
  ["gt", [5], "(a) > 5"],
  ["lt", [5], "(a) < 5"],
  ["gte", [5], "(a) >= 5"],
  ["lte", [5], "(a) <= 5"],
  ["eq", [5], "(a) == 5"],
  ["ne", [5], "(a) != 5"],
  ["gt", [], "(a) > 0"],
  ["within_range", [1, 2], "((a) > 1) < 2"],
  ["within_range", [1, 2], "((a) > 1) < 2"],
  ["within_range_included", [1, 2], "((a) >= 1) <= 2"],
  ["outside_range", [1, 2], "((a) < 1) or ((a) > 2)"],
];

for (const [type, params, firing] of THRESHOLDS) {
  Deno.test(`a threshold ${type} ${params.join(" and ")} fires by ${firing}`, () => {
    const found = conditionOf([query("A"), threshold(type, ...params)], "T");
    assert.equal(found.firing, firing);
    assert.equal(promqlProblem(found.firing), undefined);
  });
}

const REDUCERS: readonly (readonly [string | undefined, string])[] = [
  ["mean", "avg_over_time((a)[600s:15s])"],
  ["min", "min_over_time((a)[600s:15s])"],
  ["max", "max_over_time((a)[600s:15s])"],
  ["sum", "sum_over_time((a)[600s:15s])"],
  ["count", "count_over_time((a)[600s:15s])"],
  ["last", "a"],
  [undefined, "a"],
];

for (const [reducer, promql] of REDUCERS) {
  Deno.test(`a range reduced by ${reducer ?? "nothing that is named"} is ${promql}`, () => {
    const reduce = own("R", {
      type: "reduce",
      expression: "A",
      ...reducer === undefined ? {} : { reducer },
    });
    const range = query("A", { instant: false, range: true });
    const { firing } = conditionOf([range, reduce], "R");
    assert.equal(firing, `(${promql}) != 0`);
  });
}

Deno.test("a short range is looked at for a minute at least", () => {
  const range = {
    ...query("A", { instant: false, range: true }),
    relativeTimeRange: { from: 30, to: 0 },
  };
  const reduce = own("R", { type: "reduce", expression: "$A", reducer: "max" });
  const { firing } = conditionOf([range, reduce], "R");
  assert.match(firing, /\[60s:15s\]/);
});

Deno.test("a threshold within mathematics is 0 or 1, and does not filter", () => {
  const math = own("M", { type: "math", expression: "$T * $A" });
  const { firing } = conditionOf([query("A"), threshold("gt", 5), math], "M");
  assert.equal(firing, "((((a) > bool 5) * (a))) != 0");
  assert.equal(promqlProblem(firing), undefined);
});

Deno.test("classic conditions are joined from left to right, and are one alert", () => {
  const condition = (refId: string, word?: string) => ({
    evaluator: { type: "gt", params: [1] },
    query: { params: [refId, "5m", "now"] },
    ...word === undefined ? {} : { operator: { type: word } },
  });
  const classic = own("C", {
    type: "classic_conditions",
    conditions: [condition("A"), condition("B", "or"), condition("A", "and")],
  });
  const { firing } = conditionOf([query("A"), query("B"), classic], "C");
  assert.equal(
    firing,
    "((count((a) > 1)) or count((b) > 1)) and count((a) > 1)",
  );
});

Deno.test("no classic condition at all never fires", () => {
  const classic = own("C", { type: "classic_conditions", conditions: [] });
  assert.equal(conditionOf([query("A"), classic], "C").firing, "vector(0) > 1");
});

const REFUSED: readonly (readonly [string, readonly Step[], string, RegExp])[] =
  [
    ["a query without words", [query("A", { expr: " " })], "A", /A has no qu/],
    ["an unknown threshold", [query("A"), threshold("near", 1)], "T", /near/],
    [
      "an unknown reducer",
      [
        query("A"),
        own("R", { type: "reduce", expression: "A", reducer: "p9" }),
      ],
      "R",
      /no reducer is p9/,
    ],
    [
      "a threshold without a condition",
      [query("A"), own("T", { type: "threshold", expression: "A" })],
      "T",
      /step T has no condition/,
    ],
    [
      "a step of a step that is not there",
      [query("A"), own("R", { type: "reduce", expression: "Z" })],
      "R",
      /there is no step Z/,
    ],
    [
      "a step that is made of itself",
      [own("M", { type: "math", expression: "$M + 1" })],
      "M",
      /there is no step M/,
    ],
    [
      "a type that Grafana has not",
      [own("X", { type: "magic" })],
      "X",
      /magic/,
    ],
  ];

for (const [what, steps, refId, message] of REFUSED) {
  Deno.test(`${what} is refused with the step's name`, () => {
    assert.throws(() => conditionOf(steps, refId), {
      name: "SyntaxError",
      message,
    });
  });
}

Deno.test("annotations can print one value a step: a figure, or 1 for a condition", () => {
  const range = query("R", { instant: false, range: true });
  const { values, queries } = conditionOf(
    [query("A"), range, threshold("gt", 5)],
    "T",
  );
  assert.deepEqual(values, { A: 42.25, T: 1 });
  assert.deepEqual([...queries], [["A", "a"], ["R", "r"]]);
});

Deno.test("no data is that a query says nothing, whichever it is", () => {
  const both = [query("A"), query("B"), threshold("gt", 1)];
  assert.equal(conditionOf(both, "T").noData, "absent(a) or absent(b)");
});

for (
  const source of [
    { datasourceUid: "__expr__" },
    { datasourceUid: "-100" },
    { model: { datasource: "__expr__" } },
    { model: { datasource: { type: "__expr__" } } },
  ]
) {
  Deno.test(`${JSON.stringify(source)} is computed by Grafana itself`, () => {
    const step = stepSchema.parse({
      refId: "M",
      ...source,
      model: { ...source.model, type: "math", expression: "$A > 1" },
    });
    const { firing } = conditionOf([query("A"), step], "M");
    assert.equal(firing, "(((a) > bool 1)) != 0");
  });
}
