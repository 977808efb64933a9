import assert from "node:assert/strict";
import { chartOf, readChart } from "./chart.ts";
import { computedCharts } from "./computed/mod.ts";

const BARS = `kind: bars
x: { scale: category, categories: [a, b] }
y: { label: milliseconds }
series:
  - { name: time, values: [1, 20] }
marks:
  - { y: 10, label: limit }
source: { how: measured, by: deno task bench, on: 2026-12-01 }
`;

Deno.test("what is no chart is refused with its place", () => {
  const wrong = (from: string, to: string) =>
    readChart(BARS.replace(from, to), "a.yaml");
  assert.match(String(wrong("kind: bars", "kind: pie")), /a\.yaml: kind: /);
  assert.match(
    String(wrong(", on: 2026-12-01", "")),
    /source: a measurement needs its day/,
  );
  assert.match(
    String(wrong("values: [1, 20]", "points: [[1, 2]], values: [1, 2]")),
    /series\.0: needs either values or points/,
  );
  assert.match(String(wrong("marks:", "marcs:")), /marcs/);
});

Deno.test("the computed budgets are those of the lectures", () => {
  const charts = computedCharts();
  const values = (name: string) => charts[name]?.series[0]?.values;
  assert.deepEqual(values("downtime-by-target"), [438, 43.8, 4.38, 0.438]);
  assert.deepEqual(values("risk-minutes"), [30, 36, 90]);
  assert.equal(charts["open-branches"]?.series[0]?.values?.[4], 10);
  assert.deepEqual(
    charts["budget-by-burn-rate"]?.series[3]?.points?.at(-1),
    [11.7, 0],
  );
});

Deno.test("code that writes no chart is found at once", () => {
  assert.throws(() =>
    chartOf({
      kind: "bars",
      x: {},
      y: {},
      series: [],
      source: { how: "computed", by: "nothing" },
    })
  );
});
