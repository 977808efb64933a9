import assert from "node:assert/strict";
import {
  evaluateBad,
  evaluateGood,
  evaluateUntried,
} from "./analysis_checks.ts";
import { evaluateJudged } from "./try_version.ts";
import { evaluateSteps, evaluateTakenBack } from "./canary_checks.ts";
import {
  analysis,
  byCheck,
  byHand,
  inSteps,
  pause,
  plan,
  weight,
} from "./plan_fixture.ts";

const outcome = { requests: 900, failures: 0, orders: 300, results: {} };
const back = {
  arms: { canary: 90, stable: 360 },
  replicas: 5,
  seconds: 4,
  outcome,
};

Deno.test("a canary has its share, goes when promoted, and the objective is kept", () => {
  assert.equal(evaluateTakenBack(back).verdict, "pass");
  const one = { ...back, outcome: { ...outcome, failures: 1 } };
  assert.equal(evaluateTakenBack(one).verdict, "pass");
  for (
    const wrong of [
      { arms: { canary: 0, stable: 450 } },
      { arms: { canary: 230, stable: 220 } },
      { arms: { canary: 4, stable: 16 } },
      { arms: { canary: 30, stable: 1000 } },
      { seconds: 90 },
      { outcome: { ...outcome, failures: 5 } },
    ]
  ) {
    assert.equal(
      evaluateTakenBack({ ...back, ...wrong }).verdict,
      "fail",
      JSON.stringify(wrong),
    );
  }
  const silent = { ...back, outcome: { ...outcome, orders: 0 } };
  assert.equal(evaluateTakenBack(silent).verdict, "could_not_verify");
  const soldOut = { ...back, outcome: { ...outcome, lullMs: 9000 } };
  assert.equal(evaluateTakenBack(soldOut).verdict, "could_not_verify");
});

Deno.test("a version goes to all visitors by itself over growing shares", () => {
  const good = { fate: "promoted", shares: [20, 60], outcome } as const;
  assert.equal(evaluateSteps(good).verdict, "pass");
  for (
    const wrong of [
      { fate: "waits" },
      { shares: [20] },
      { shares: [] },
      { shares: [40, 60] },
      { shares: [20, 80, 60] },
      { outcome: { ...outcome, failures: 5 } },
    ] as const
  ) {
    assert.equal(
      evaluateSteps({ ...good, ...wrong }).verdict,
      "fail",
      JSON.stringify(wrong),
    );
  }
  for (const little of [{ orders: 3 }, { lullMs: 9000 }]) {
    const { verdict } = evaluateSteps({
      ...good,
      outcome: { ...outcome, ...little },
    });
    assert.equal(verdict, "could_not_verify", JSON.stringify(little));
  }
});

Deno.test("an analysis is wanted, and no person", () => {
  assert.equal(evaluateJudged(byCheck).verdict, "pass");
  assert.equal(
    evaluateJudged(plan(weight(20), analysis, pause(), weight(100))).verdict,
    "fail",
  );
  for (const none of [byHand, inSteps, undefined]) {
    assert.equal(evaluateJudged(none).verdict, "not_started");
  }
});

const run = (
  phase: string,
) => [{ phase, values: { requests: ["[84]"], "error-ratio": ["[0]"] } }];

Deno.test("a good version is promoted, a bad one is taken back by its analysis, an unknown one waits", () => {
  const good = {
    fate: "promoted",
    seconds: 70,
    requests: 120,
    analyses: run("Successful"),
  } as const;
  const bad = {
    fate: "taken back",
    seconds: 40,
    requests: 90,
    analyses: run("Failed"),
  } as const;
  const none = {
    fate: "inconclusive",
    seconds: 40,
    requests: 0,
    analyses: run("Inconclusive"),
  } as const;
  assert.equal(evaluateGood(good).verdict, "pass");
  assert.equal(evaluateBad(bad).verdict, "pass");
  assert.equal(evaluateUntried(none).verdict, "pass");
  assert.equal(evaluateGood({ ...good, requests: 3 }).verdict, "fail");
  assert.equal(evaluateBad({ ...bad, requests: 3 }).verdict, "fail");
  assert.equal(evaluateBad({ ...bad, analyses: run("Error") }).verdict, "fail");
  assert.equal(
    evaluateUntried({ ...none, requests: 50 }).verdict,
    "could_not_verify",
  );
  assert.equal(evaluateGood({ ...good, fate: "judged good" }).verdict, "pass");
  for (const fate of ["taken back", "inconclusive", "waits"] as const) {
    assert.equal(evaluateGood({ ...good, fate }).verdict, "fail", fate);
  }
  for (
    const fate of ["promoted", "inconclusive", "waits", "judged good"] as const
  ) {
    assert.equal(evaluateBad({ ...bad, fate }).verdict, "fail", fate);
  }
  for (
    const fate of ["promoted", "taken back", "waits", "judged good"] as const
  ) {
    assert.equal(evaluateUntried({ ...none, fate }).verdict, "fail", fate);
  }
});
