import assert from "node:assert/strict";
import { type Chart, chartHtml, spoken } from "./chart.ts";
import { escapeHtml } from "../../../lib/text/mod.ts";

const CHART: Chart = {
  title: "p99 <b>",
  unit: "ms",
  xLabels: ["0 s", "1 s", "2 s", "3 s"],
  kind: "lines",
  series: [{ name: 'p99 "x"', colour: "c2", values: [10, null, 30, 35.678] }],
};

/** The data that the script of the page will read. */
function dataIn(html: string): unknown {
  const [, data = ""] = /data-chart="([^"]*)"/.exec(html) ?? [];
  return JSON.parse(
    data.replaceAll("&quot;", '"').replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">").replaceAll("&amp;", "&"),
  );
}

Deno.test("a chart carries its data, with gaps where nothing was", () => {
  const { title: _, ...rest } = CHART;
  const html = chartHtml(CHART);
  assert.deepEqual(dataIn(html), rest);
  assert.match(html, /<figcaption>p99 &lt;b&gt;<\/figcaption>/);
});

Deno.test("the same values stand in a table, and are said in words", () => {
  const html = chartHtml(CHART);
  assert.match(html, /<th>p99 &quot;x&quot; ms<\/th>/);
  assert.match(html, /<td>1 s<\/td><td><\/td>/);
  assert.match(html, /<td>3 s<\/td><td>35.7<\/td>/);
  assert.equal(
    spoken(CHART),
    'p99 "x" from 10 to 35.7 ms, at the end 35.7 ms',
  );
  const none = { ...CHART, series: [{ name: "a", colour: "c0", values: [] }] };
  assert.equal(spoken(none), "a has no values");
});

Deno.test("an hour has a table of at most 120 rows, and says so", () => {
  const html = chartHtml({
    ...CHART,
    xLabels: Array.from({ length: 3600 }, (_, at) => `${at} s`),
    series: [{
      name: "a",
      colour: "c0",
      values: Array.from({ length: 3600 }, (_, at) => at),
    }],
  });
  assert.equal(html.match(/<tr>/g)?.length, 121);
  assert.match(html, /one row of 30/);
});

Deno.test("escapeHtml() leaves nothing that HTML would read as its own", () => {
  assert.equal(
    escapeHtml(`<a href="x">&`),
    "&lt;a href=&quot;x&quot;&gt;&amp;",
  );
});
