import assert from "node:assert/strict";
import {
  canarySchema,
  firstExposure,
  secondsOfPause,
} from "../../scripts/adapters/kubernetes/canary_plan.ts";
import { evaluateGates, evaluateGoesOn } from "./plan_checks.ts";
import { byCheck, inSteps, pause, plan, weight } from "./plan_fixture.ts";
import { hastyPauses, planProblems } from "./plan_problems.ts";
import { evaluateJudged } from "./try_version.ts";

Deno.test("a duration is as Go writes it, or a number of seconds", () => {
  const all = { "30": 30, "90s": 90, "1m30s": 90, "0.5m": 30, "500ms": 0.5 };
  for (const [text, seconds] of Object.entries(all)) {
    assert.equal(secondsOfPause(text), seconds, text);
  }
  for (const text of ["1 minute", "-30s", "1d", "30 s", "s", ""]) {
    assert.ok(Number.isNaN(secondsOfPause(text)), text);
  }
});

Deno.test("what is new before anything waits is the first exposure", () => {
  const late = plan(weight(20), weight(60), pause("30s"), weight(100));
  assert.equal(firstExposure(late, 5), 60);
  const nothing = plan(weight(20), pause("0s"), weight(60), pause("30s"));
  assert.equal(firstExposure(nothing, 5), 60);
  assert.equal(firstExposure(inSteps, 5), 20);
});

for (
  const [what, canary, words] of [
    ["a slip in a step", { steps: [{ setweight: 20 }] }, /no step setweight/],
    ["two things in one step", {
      steps: [{ setWeight: 20, pause: { duration: "30s" } }],
    }, /does 2 things/],
    ["a pause of null", { steps: [{ pause: null }] }, /does 0 things/],
    ["no duration of Go", { steps: [pause("1 minute")] }, /is no duration/],
    ["a weight above 100", { steps: [weight(120)] }, /weight of 120/],
    ["a scale without a router", {
      steps: [{ setCanaryScale: { replicas: 1 } }],
    }, /needs trafficRouting/],
    ["a field that is none", { steps: [], maxsurge: 1 }, /no field maxsurge/],
    [
      "nothing that may change",
      { maxSurge: 0, maxUnavailable: "10%" },
      /both 0/,
    ],
    ["all missing", { maxUnavailable: "100%" }, /5 of 5 pods may be missing/],
  ] as const
) {
  Deno.test(`a plan with ${what} has a problem`, () => {
    assert.match(planProblems(canarySchema.parse(canary), 5).join(), words);
  });
}

Deno.test("the course's plans have no problem, and no pause that is too short", () => {
  for (const one of [inSteps, byCheck]) {
    assert.deepEqual(planProblems(one, 5), []);
    assert.deepEqual(hastyPauses(one), []);
  }
  const two = plan(weight(20), pause("2s"), weight(60), pause("30s"));
  assert.match(hastyPauses(two).join(), /at 20 % it waits 2 s/);
  assert.equal(evaluateGoesOn(two).verdict, "fail");
  assert.equal(evaluateGates(two, 5).verdict, "fail");
});

const ASK = { analysis: { templates: [{ templateName: "gateway-canary" }] } };

Deno.test("an analysis runs while some have the version, and not all", () => {
  assert.equal(evaluateJudged(byCheck).verdict, "pass");
  const gate = pause("30s");
  const late = plan(weight(20), gate, weight(100), ASK);
  assert.match(evaluateJudged(late).measured, /no analysis runs between/);
  const early = plan(ASK, weight(20), gate, weight(100));
  assert.equal(evaluateJudged(early).verdict, "fail");
  const none = plan(weight(20), { analysis: {} }, weight(100));
  assert.match(evaluateJudged(none).measured, /names no template/);
  const beside = (startingStep: number) =>
    canarySchema.parse({
      ...inSteps,
      analysis: { ...ASK.analysis, startingStep },
    });
  assert.equal(evaluateJudged(beside(1)).verdict, "pass");
  assert.equal(evaluateJudged(beside(4)).verdict, "fail");
});
