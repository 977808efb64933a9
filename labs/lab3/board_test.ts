import assert from "node:assert/strict";
import { panelsOf } from "./board.ts";
import { evaluateGauge, evaluateSignals, type Tried } from "./board_checks.ts";

function panel(
  title: string,
  values: readonly (readonly number[])[],
  more: Partial<Tried> = {},
): Tried {
  const exprs = values.map((_, i) => `duration ${i}`);
  const none = {
    min: undefined,
    max: undefined,
    thresholds: [],
    words: "",
    unit: "",
  };
  return { title, exprs, values, sources: ["prometheus"], ...none, ...more };
}

const GAUGE = { min: 99, max: 100, thresholds: [99.5] };

/** Panels with what right ones answer in the mixed series. */
const TRIED: readonly Tried[] = [
  panel("Traffic", [[46.667, 3.333, 13.333, 3.333]]),
  panel("Errors", [[2]]),
  panel("Who is up", [[1, 1, 0]]),
  panel("Latency", [[0.20833], [0.75], [2]], { unit: "s" }),
  panel("Saturation", [[4]]),
];

Deno.test("the board is right when it tells the four signals", () => {
  assert.equal(
    evaluateSignals(TRIED).verdict,
    "pass",
    evaluateSignals(TRIED).measured,
  );
  const but = (title: RegExp, change: Partial<Tried>) =>
    evaluateSignals(
      TRIED.map((panel) =>
        title.test(panel.title) ? { ...panel, ...change } : panel
      ),
    );
  assert.match(
    but(/Latency/, { values: [[0.2], [0.75], [0.9]] }).measured,
    /no panel has p50/,
  );
  assert.match(
    but(/Latency/, { values: [[0.2, 0.3], [0.75], []] }).measured,
    /no data/,
  );
  assert.match(
    but(/Saturation/, { values: [[10]] }).measured,
    /connections in use/,
  );
  const later = panel("Later", [[]], {
    exprs: ["100 * gateway:sli_availability:ratio_rate5m"],
  });
  assert.equal(evaluateSignals([...TRIED, later]).verdict, "pass");
  assert.match(
    but(/Traffic/, { sources: ["${DS_PROMETHEUS}"] }).measured,
    /data source/,
  );
  assert.match(but(/up/, { words: "yours (Lab 3)" }).measured, /still words/);
});

Deno.test("the gauge shows the recorded availability on a scale that shows something", () => {
  const series = (
    values: readonly number[],
    change: Partial<Tried> = {},
  ): readonly Tried[] => [
    panel("Availability", [values], { unit: "percent", ...GAUGE, ...change }),
  ];
  const good = {
    mixed: series([98]),
    recent: series([70.4]),
    silent: series([]),
  };
  assert.equal(evaluateGauge(good).verdict, "pass");
  assert.equal(evaluateGauge({ ...good, mixed: [] }).verdict, "not_started");
  assert.equal(
    evaluateGauge({ ...good, recent: series([100]) }).verdict,
    "fail",
  );
  assert.equal(
    evaluateGauge({ ...good, silent: series([100]) }).verdict,
    "fail",
  );
  assert.equal(
    evaluateGauge({ ...good, mixed: series([98], { min: 0 }) }).verdict,
    "fail",
  );
  assert.equal(
    evaluateGauge({ ...good, mixed: series([98], { thresholds: [95, 99.75] }) })
      .verdict,
    "fail",
  );
});

Deno.test("a panel in a folded row counts, a hidden query does not", () => {
  const row = {
    type: "row",
    panels: [{
      title: "Latency",
      datasource: { type: "prometheus", uid: "prometheus" },
      targets: [{ expr: "rate(a[$__rate_interval])" }, {
        expr: "b",
        hide: true,
      }],
    }],
  };
  const panels = panelsOf(JSON.stringify({ panels: [row] }), "a.json");
  assert.ok(typeof panels !== "string");
  assert.deepEqual(panels.flatMap(({ exprs }) => exprs), ["rate(a[1m])"]);
  assert.deepEqual(panels.flatMap(({ sources }) => sources), ["prometheus"]);
});

Deno.test("a board that is no JSON, or of another schema, is told", () => {
  assert.match(String(panelsOf("{", "a.json")), /a.json is no JSON/);
  assert.match(
    String(panelsOf('{"spec": {"elements": {}}}', "a.json")),
    /no classic dashboard/,
  );
});
