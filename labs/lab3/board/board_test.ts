import assert from "node:assert/strict";
import { panelsOf } from "./board.ts";
import { colorName } from "./colors.ts";

const one = (panel: object, board: object = {}) => {
  const panels = panelsOf(
    JSON.stringify({ panels: [panel], ...board }),
    "a.json",
  );
  assert.ok(typeof panels !== "string", String(panels));
  const [first] = panels;
  assert.ok(first);
  return first;
};

Deno.test("a panel in a folded row counts, a hidden query does not", () => {
  const panels = panelsOf(
    JSON.stringify({
      panels: [{
        type: "row",
        panels: [{
          title: "Latency",
          datasource: { type: "prometheus", uid: "prometheus" },
          targets: [{ expr: "rate(a[$__rate_interval])" }, {
            expr: "b",
            hide: true,
          }],
        }],
      }],
    }),
    "a.json",
  );
  assert.ok(typeof panels !== "string");
  assert.deepEqual(panels.flatMap(({ exprs }) => exprs), ["rate(a[1m])"]);
  assert.deepEqual(panels.flatMap(({ sources }) => sources), ["prometheus"]);
});

Deno.test("a board that is no JSON, or of another schema, is reported", () => {
  assert.match(String(panelsOf("{", "a.json")), /a.json is not valid JSON/);
  assert.match(
    String(panelsOf('{"spec": {"elements": {}}}', "a.json")),
    /not a classic dashboard/,
  );
  assert.ok(typeof panelsOf('\uFEFF{"panels": []}', "a.json") !== "string");
});

Deno.test("what an override says of the one query holds", () => {
  const panel = {
    targets: [{ expr: "a" }],
    fieldConfig: {
      defaults: { min: 0, unit: "short" },
      overrides: [{
        matcher: { id: "byName", options: "in use" },
        properties: [{ id: "max", value: 10 }, { id: "unit", value: "none" }],
      }],
    },
  };
  const { min, max, unit } = one(panel);
  assert.deepEqual([min, max, unit], [0, 10, "none"]);
  const two = { ...panel, targets: [{ expr: "a" }, { expr: "b" }] };
  assert.equal(one(two).max, undefined);
});

Deno.test("thresholds in percent of the scale are values of it", () => {
  const { thresholds } = one({
    fieldConfig: {
      defaults: {
        min: 99,
        max: 100,
        thresholds: {
          mode: "percentage",
          steps: [{ value: null, color: "red" }, { value: 50, color: "green" }],
        },
      },
    },
  });
  assert.deepEqual(thresholds, [{ value: 99.5, color: "green" }]);
});

Deno.test("variables of the board have the value that is chosen", () => {
  const templating = {
    list: [
      { name: "source", type: "datasource", query: "prometheus" },
      { name: "job", type: "query", current: { value: ["gateway", "events"] } },
      { name: "path", type: "query", current: { value: "$__all" } },
      { name: "w", type: "interval", current: { value: "1m" } },
    ],
  };
  const { exprs, sources } = one({
    datasource: "${source}",
    targets: [{
      expr: 'rate(a{job=~"$job",path=~"${path:regex}",x="[[w]]"}[$w])',
    }],
  }, { templating });
  assert.deepEqual(sources, ["prometheus"]);
  assert.deepEqual(exprs, [
    'rate(a{job=~"(gateway|events)",path=~".*",x="1m"}[1m])',
  ]);
  assert.deepEqual(one({ datasource: "${DS_PROMETHEUS}" }).sources, [
    "${DS_PROMETHEUS}",
  ]);
});

Deno.test("colours are recognised by name and by value", () => {
  for (
    const color of [
      "yellow",
      "semi-dark-yellow",
      "#EAB839",
      "orange",
      "rgb(250, 222, 42)",
    ]
  ) {
    assert.equal(colorName(color), "yellow", color);
  }
  for (
    const color of [
      "red",
      "dark-red",
      "#F2495C",
      "#e02f44",
      "rgba(237, 40, 40, 0.9)",
      "#f00",
    ]
  ) {
    assert.equal(colorName(color), "red", color);
  }
  for (const color of ["green", "#73BF69", "blue", "#fff", "transparent", ""]) {
    assert.equal(colorName(color), undefined, color);
  }
});
