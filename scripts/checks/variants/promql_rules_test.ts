import assert from "node:assert/strict";
import { promqlProblem } from "../../adapters/prometheus/promql/mod.ts";
import { PROMQL_RULES, windowOf } from "./promql_rules.ts";
import { randomOf } from "./random.ts";

const QUERY =
  `1 - (sum by (path, le) (rate(requests_total{path="/pay", status=~"5.."}[5m])) or vector(0)) / sum(rate(requests_total[5m]))`;

const EXPECTED: Readonly<Record<string, string>> = {
  "labels in another order": `{status=~"5..", path="/pay"}`,
  "other quotes": `{path='/pay', status=~'5..'}`,
  "back ticks for quotes": "{path=`/pay`, status=~`5..`}",
  "by behind or before": `[5m])) by (path, le) or vector(0))`,
  "labels of by in another order": "by (le,path)",
  "parentheses around operands": "(1) - ((sum",
  "parentheses around all of it": "(1 - (sum",
  "1 - x as -(x) + 1": "-((sum",
  "durations in another unit": "[300s]",
  "on many lines, with a comment": "\n  / sum",
};

for (const rule of PROMQL_RULES) {
  Deno.test(`a query is still one with: ${rule.name}`, () => {
    const changed = rule.apply(QUERY, randomOf(1));
    const expected = EXPECTED[rule.name];
    if (expected === undefined) return assert.equal(changed, undefined);
    assert.ok(changed?.includes(expected), `it is ${changed}`);
    assert.equal(promqlProblem(changed ?? ""), undefined);
  });
}

Deno.test("factors change places, and spaces go", () => {
  const said = PROMQL_RULES.map(({ apply }) =>
    apply("100 * sum(rate(a_total[5m]))", randomOf(1))
  );
  assert.ok(said.includes("(sum(rate(a_total[5m]))) * 100"));
  assert.ok(said.includes("100*sum(rate(a_total[5m]))"));
});

Deno.test("no rule touches what is not PromQL, and a window is another one", () => {
  for (const { name, apply } of PROMQL_RULES) {
    assert.equal(apply("sum(", randomOf(1)), undefined, name);
  }
  assert.match(
    windowOf("5m", "4m")(QUERY, randomOf(1)) ?? "",
    /\[4m\].*\[4m\]/,
  );
});
