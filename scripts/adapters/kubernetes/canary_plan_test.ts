import assert from "node:assert/strict";
import fc from "fast-check";
import {
  analysesOf,
  type Canary,
  canarySchema,
  fasterPlan,
  firstExposure,
  gatesOf,
  heldPlan,
  planText,
  stepAfterAnalyses,
  unevaluatedPlan,
} from "./canary_plan.ts";

const JUDGE = { templates: [{ templateName: "errors" }] };

function plan(
  steps: readonly object[],
  rest: Readonly<Record<string, unknown>> = {},
): Canary {
  return canarySchema.parse({ steps, ...rest });
}

/** 20 %, analysed; 60 %, half a minute; all. */
const USUAL = plan([
  { setWeight: 20 },
  { analysis: JUDGE },
  { setWeight: 60 },
  { pause: { duration: "30s" } },
  { setWeight: 100 },
]);

Deno.test("gates are where some have the new version, and not all", () => {
  assert.deepEqual(gatesOf(USUAL), [
    { weight: 20, kind: "analysis" },
    { weight: 60, kind: "for a while" },
  ]);
});

for (
  const [what, steps] of [
    ["before any visitor has it", [{ pause: {} }, { setWeight: 100 }]],
    ["at weight 0", [{ setWeight: 0 }, { pause: {} }]],
    ["when all have it", [{ setWeight: 100 }, { pause: {} }, {
      analysis: JUDGE,
    }]],
    ["without any step", []],
  ] as const
) {
  Deno.test(`a wait ${what} is no gate`, () => {
    assert.deepEqual(gatesOf(plan(steps)), []);
  });
}

Deno.test("a pause without a duration waits for a person", () => {
  const [gate] = gatesOf(plan([{ setWeight: 50 }, { pause: {} }]));
  assert.equal(gate?.kind, "for ever");
});

for (
  const [weight, replicas, exposure] of [
    [20, 5, 20],
    [20, 10, 20],
    [20, 2, 50], // half a pod is a pod
    [1, 5, 20],
    [50, 3, 67],
    [100, 3, 100],
    [20, 0, 100],
  ] as const
) {
  Deno.test(`${weight} % of ${replicas} pods are ${exposure} % of the customers`, () => {
    assert.equal(
      firstExposure(plan([{ setWeight: weight }]), replicas),
      exposure,
    );
  });
}

Deno.test("a plan without a weight gives the new version to every visitor at once", () => {
  assert.equal(firstExposure(plan([{ pause: {} }]), 5), 100);
});

Deno.test("exposure is never none and never more than all", () => {
  const weights = fc.integer({ min: 1, max: 100 });
  fc.assert(fc.property(weights, fc.integer({ min: 1, max: 50 }), (w, n) => {
    const exposure = firstExposure(plan([{ setWeight: w }]), n);
    assert.ok(exposure > 0 && exposure <= 100);
  }));
});

Deno.test("analyses are those of the steps, and the one beside them", () => {
  assert.equal(analysesOf(USUAL).length, 1);
  assert.equal(
    analysesOf(plan([...USUAL.steps], { analysis: JUDGE })).length,
    2,
  );
  assert.deepEqual(analysesOf(plan([])), []);
});

Deno.test("analyses in steps end before the plan, one beside them ends with it", () => {
  assert.equal(stepAfterAnalyses(USUAL), 2);
  assert.equal(stepAfterAnalyses(plan([{ setWeight: 50 }])), undefined);
  assert.equal(
    stepAfterAnalyses(plan([...USUAL.steps], { analysis: JUDGE })),
    undefined,
  );
});

Deno.test("a plan is printed in a line", () => {
  assert.equal(planText(USUAL), "20 % analysis, 60 % 30s, all");
  assert.match(
    planText(plan([], { analysis: JUDGE })),
    /^all; analysis beside/,
  );
});

Deno.test("a faster plan waits a third as long, and is analysed by its own templates", () => {
  const slow = plan([
    { setWeight: 20, custom: true },
    { pause: { duration: "90s" } },
    { pause: { duration: 3 } },
    { pause: {} },
    { analysis: JUDGE },
  ], { analysis: JUDGE, maxSurge: 1 });
  const fast = fasterPlan(slow, (name) => `${name}-fast`);
  assert.deepEqual(
    fast.steps.map(({ pause }) => pause?.duration),
    [undefined, "30s", "3s", undefined, undefined],
  );
  assert.deepEqual(
    analysesOf(fast).map(({ templates }) => templates[0]?.templateName),
    ["errors-fast", "errors-fast"],
  );
  assert.deepEqual([fast.maxSurge, fast.steps[0]?.custom], [1, true]);
  assert.deepEqual(gatesOf(fast), gatesOf(slow));
});

Deno.test("a plan without analysis waits where the analysis was, and has none left", () => {
  const free = unevaluatedPlan(
    plan([...USUAL.steps], { analysis: JUDGE }),
    "5s",
  );
  assert.deepEqual(analysesOf(free), []);
  assert.deepEqual(gatesOf(free), [
    { weight: 20, kind: "for a while" },
    { weight: 60, kind: "for a while" },
  ]);
});

Deno.test("a plan that is held stays at its first weight until promoted", () => {
  const held = heldPlan(plan([{ setWeight: 0 }, ...USUAL.steps]));
  assert.deepEqual(gatesOf(held), [{ weight: 20, kind: "for ever" }]);
  assert.equal(firstExposure(held, 5), firstExposure(USUAL, 5));
});
