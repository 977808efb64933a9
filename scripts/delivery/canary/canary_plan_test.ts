import assert from "node:assert/strict";
import { parse } from "yaml";
import { fasterTemplate, templateSchema } from "./analysis_templates.ts";
import {
  canarySchema,
  fasterPlan,
  firstExposure,
  gatesOf,
  heldPlan,
  planText,
  stepAfterAnalyses,
  unevaluatedPlan,
} from "../../adapters/kubernetes/canary_plan.ts";

const judged = canarySchema.parse(parse(`
maxSurge: 1
steps:
  - setWeight: 20
  - analysis:
      templates: [{ templateName: gateway-canary }]
      args: [{ name: window, value: 2m }]
  - setWeight: 60
  - pause: { duration: 30s }
  - setWeight: 100
`));

const byHand = canarySchema.parse(
  parse("steps: [{ setWeight: 25 }, { pause: {} }, { setWeight: 100 }]"),
);

Deno.test("gates are where some have it and not all", () => {
  assert.deepEqual(gatesOf(judged), [
    { weight: 20, kind: "analysis" },
    { weight: 60, kind: "for a while" },
  ]);
  assert.deepEqual(gatesOf(byHand), [{ weight: 25, kind: "for ever" }]);
  for (
    const none of [
      "steps: []",
      "steps: [{ setWeight: 20 }, { setWeight: 100 }, { pause: {} }]",
      "steps: [{ pause: {} }]",
    ]
  ) assert.deepEqual(gatesOf(canarySchema.parse(parse(none))), [], none);
});

Deno.test("the first exposure is in whole pods", () => {
  assert.equal(firstExposure(judged, 5), 20);
  assert.equal(firstExposure(byHand, 5), 20);
  assert.equal(firstExposure(byHand, 4), 25);
  assert.equal(firstExposure(byHand, 1), 100);
  assert.equal(firstExposure(canarySchema.parse({}), 5), 100);
});

Deno.test("a faster plan keeps its shape; a held one stays at its first weight", () => {
  const faster = fasterPlan(judged, (name) => `${name}-trial`);
  assert.equal(planText(judged), "20 % analysis, 60 % 30s, all");
  assert.equal(planText(faster), "20 % analysis, 60 % 10s, all");
  assert.equal(faster.maxSurge, 1);
  assert.deepEqual(faster.steps[1]?.analysis?.templates, [
    { templateName: "gateway-canary-trial" },
  ]);
  assert.equal(planText(heldPlan(judged)), "20 % until promoted, all");
  assert.equal(
    planText(unevaluatedPlan(judged, "10s")),
    "20 % 10s, 60 % 30s, all",
  );
  assert.deepEqual(fasterPlan(byHand, String), byHand);
});

Deno.test("the steps after the analysis are known, unless it runs to the end", () => {
  assert.equal(stepAfterAnalyses(judged), 2);
  assert.equal(stepAfterAnalyses(byHand), undefined);
  const beside = { ...byHand, analysis: { templates: [], args: [] } };
  assert.equal(stepAfterAnalyses(beside), undefined);
  assert.match(planText(beside), /analysis beside it/);
});

Deno.test("an analysis is made faster with its arguments, and asks the same", () => {
  const template = templateSchema.parse(parse(`
apiVersion: argoproj.io/v1alpha1
kind: ClusterAnalysisTemplate
metadata: { name: gateway-canary }
spec:
  args:
    - { name: canary-hash }
    - { name: window, value: 1m }
    - { name: delay, value: 60s }
  metrics:
    - name: errors
      initialDelay: "{{args.delay}}"
      interval: 20s
      count: 3
      successCondition: result[0] < 0.05
      provider:
        prometheus:
          address: http://prometheus
          query: sum(rate(r{rs_hash="{{args.canary-hash}}",path=~"/events/[{]id[}]"}[{{args.window}}]))
`));
  const analyses = judged.steps.flatMap(({ analysis }) => analysis ?? []);
  const faster = templateSchema.parse(
    fasterTemplate(template, { name: "x", analyses }),
  );
  const [metric] = faster.spec.metrics;
  assert.equal(faster.kind, "AnalysisTemplate");
  assert.equal(metric?.initialDelay, "20s");
  assert.equal(metric?.interval, "7s");
  assert.equal(metric?.successCondition, "result[0] < 0.05");
  assert.equal(
    metric?.provider.prometheus?.query,
    'sum(rate(r{rs_hash="{{args.canary-hash}}",path=~"/events/[{]id[}]"}[40s]))',
  );
});

Deno.test("a pause of nothing is no gate", () => {
  for (const duration of ["0s", "0", 0, "0m0s"]) {
    const steps = [{ setWeight: 20 }, { pause: { duration } }];
    assert.deepEqual(gatesOf({ steps }), [], String(duration));
  }
  for (const duration of ["10s", 5, "1m0s"]) {
    const steps = [{ setWeight: 20 }, { pause: { duration } }];
    assert.equal(gatesOf({ steps }).length, 1, String(duration));
  }
});
