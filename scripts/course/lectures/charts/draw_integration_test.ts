// Runs with -P=test-system
import assert from "node:assert/strict";
import { readChart } from "./chart.ts";
import { computedCharts } from "./computed/mod.ts";
import { drawCharts } from "./draw.ts";

const BARS = `kind: bars
x: { scale: category, categories: [a, b] }
y: { label: milliseconds }
series:
  - { name: time, values: [1, 20] }
marks:
  - { y: 10, label: limit }
source: { how: measured, by: deno task bench, on: 2026-12-01 }
`;

function chart(text: string) {
  const read = readChart(text, "a.yaml");
  if (typeof read === "string") throw new Error(read);
  return read;
}

Deno.test("a chart shows its categories, its unit and its limit", async () => {
  const { a: svg = "" } = await drawCharts({ a: chart(BARS) });
  for (const words of ["a", "b", "milliseconds", "limit"]) {
    assert.match(svg, new RegExp(`>${words}<`));
  }
  assert.match(svg, /viewBox="0 0 1160 420"/);
});

Deno.test("a drawing depends on its numbers alone", async () => {
  const draw = async (text: string) => await drawCharts({ a: chart(text) });
  const first = await draw(BARS);
  assert.deepEqual(await draw(BARS), first);
  assert.notDeepEqual(await draw(BARS.replace("20", "30")), first);
});

Deno.test("each text is at least 24 px high", async () => {
  for (
    const [name, svg] of Object.entries(await drawCharts(computedCharts()))
  ) {
    const sizes = [...svg.matchAll(/font-size:([\d.]+)px/g)];
    assert.ok(sizes.length > 0, name);
    assert.deepEqual(sizes.filter(([, size]) => Number(size) < 24), [], name);
  }
});
