import assert from "node:assert/strict";
import { conditionOf } from "./grafana_condition.ts";
import type { Step } from "./grafana_step.ts";
import { grafanaFile, grafanaRules } from "./grafana_files.ts";

const query = (refId: string, expr: string, range = false): Step => ({
  refId,
  datasourceUid: "prometheus",
  relativeTimeRange: { from: 600, to: 0 },
  model: { expr, instant: !range, range },
});

const own = (refId: string, model: Step["model"]): Step => ({
  refId,
  datasourceUid: "__expr__",
  model,
});

const above = (refId: string, of: string, limit: number): Step =>
  own(refId, {
    type: "threshold",
    expression: of,
    conditions: [{ evaluator: { type: "gt", params: [limit] } }],
  });

type Case = readonly [string, readonly Step[], string, string];

const CASES: readonly Case[] = [
  ["a threshold", [query("A", "a"), above("B", "A", 5)], "B", "(a) > 5"],
  [
    "a reduction of a range",
    [
      query("A", "a", true),
      own("R", { type: "reduce", expression: "A", reducer: "max" }),
      above("B", "R", 5),
    ],
    "B",
    "(max_over_time((a)[600s:15s])) > 5",
  ],
  [
    "mathematics",
    [
      query("A", "a"),
      query("B", "b"),
      own("C", {
        type: "math",
        expression: "$A / ${B} > 0.5 && $B > 2",
      }),
    ],
    "C",
    "((((((a) / (b)) > bool 0.5) != bool 0) * (((b) > bool 2) != bool 0))) != 0",
  ],
  [
    "classic conditions",
    [
      query("A", "a"),
      own("B", {
        type: "classic_conditions",
        conditions: [{
          evaluator: { type: "lt", params: [1] },
          query: { params: ["A"] },
        }],
      }),
    ],
    "B",
    "count((a) < 1)",
  ],
  [
    "a range that is left",
    [query("A", "a"), {
      ...above("B", "A", 0),
      model: {
        type: "threshold",
        expression: "A",
        conditions: [{
          evaluator: { type: "outside_range", params: [1, 2] },
        }],
      },
    }],
    "B",
    "((a) < 1) or ((a) > 2)",
  ],
  ["a query by itself", [query("A", "a > 2")], "A", "(a > 2) != 0"],
];

for (const [what, steps, refId, promql] of CASES) {
  Deno.test(`${what} becomes PromQL whose series are alerts`, () => {
    const { firing } = conditionOf(steps, refId);
    assert.equal(
      firing.replaceAll(/[()\s]/g, ""),
      promql.replaceAll(/[()\s]/g, ""),
    );
  });
}

Deno.test("a series over time without a reducer is reported", () => {
  assert.throws(
    () => conditionOf([query("A", "a", true), above("B", "A", 5)], "B"),
    /make it instant, or reduce it/,
  );
  assert.throws(() => conditionOf([query("A", "a")], "Z"), /no step Z, but A/);
});

Deno.test("a query without an answer alerts, unless the rule says OK", () => {
  const file = (noDataState?: string) =>
    grafanaFile.parse({
      groups: [{
        name: "g",
        rules: [{
          title: "T",
          condition: "B",
          data: [query("A", "a"), above("B", "A", 5)],
          ...noDataState === undefined ? {} : { noDataState },
        }],
      }],
    });
  const exprOf = (noDataState?: string) =>
    grafanaRules(file(noDataState), "f")[0]?.expr;
  assert.equal(exprOf("OK"), "(a) > 5");
  for (const state of [undefined, "NoData", "Alerting"]) {
    assert.equal(exprOf(state), "((a) > 5) or absent(a)");
  }
});
