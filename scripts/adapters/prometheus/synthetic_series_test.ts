import assert from "node:assert/strict";
import { parse } from "yaml";
import { seriesAnswers, seriesTest } from "./synthetic_series.ts";

Deno.test("a question carries its number, and expects nothing", () => {
  const text = seriesTest({
    ruleFiles: ["rules.yml"],
    cases: [{ name: "calm", series: { up: "1x40" } }, {
      name: "night",
      series: {},
    }],
    questions: [{ series: "night", expr: "up" }, {
      series: "calm",
      expr: "sum(up)",
    }],
    step: "15s",
    at: "10m",
  });
  const [calm, night] = parse(text).tests;
  assert.match(
    calm.promql_expr_test[0].expr,
    /\(\(sum\(up\)\s+\), "question", "1"/,
  );
  assert.match(night.promql_expr_test[0].expr, /\(\(up\s+\), "question", "0"/);
  assert.deepEqual(calm.promql_expr_test[0].exp_samples, []);
});

// As promtool 3.11 prints it.
const COMPLAINT = String.raw`  FAILED:
    name: calm,
    expr: "label_replace((a\n), \"question\", \"0\", \"\", \"\")", time: 10m,
        exp: nil
        got: {__name__="a", path="/reserve/{id}/pay", question="0"} 8.999E-01, {question="0"} NaN
    expr: "label_replace((1\n), \"question\", \"2\", \"\", \"\")", time: 10m, err: 1:15: parse error: expected type instant vector
    expr: "label_replace((b\n), \"question\", \"3\", \"\", \"\")", time: 10m,
        exp: nil
        got: {question="3"} +Inf
`;

Deno.test("what promtool complains of is what there was", () => {
  const answers = seriesAnswers(COMPLAINT, 4);
  assert.deepEqual(answers, [
    {
      kind: "samples",
      samples: [
        { metric: { __name__: "a", path: "/reserve/{id}/pay" }, value: 0.8999 },
        { metric: {}, value: NaN },
      ],
    },
    { kind: "samples", samples: [] },
    { kind: "refused", why: "1:15: parse error: expected type instant vector" },
    { kind: "samples", samples: [{ metric: {}, value: Infinity }] },
  ]);
});

Deno.test("rules that cannot be read are no answers", () => {
  const text =
    `  FAILED:\nrules.yml: 9:15: group "a", rule 1: unclosed left parenthesis`;
  assert.match(String(seriesAnswers(text, 2)), /^rules.yml: 9:15.*unclosed/);
  assert.deepEqual(seriesAnswers("  SUCCESS\n", 1), [{
    kind: "samples",
    samples: [],
  }]);
});
