import assert from "node:assert/strict";
import { armsBetween, shareOf } from "./arms.ts";
import { canarySchema } from "../../adapters/kubernetes/canary_plan.ts";
import { fateOf } from "./canary_trial.ts";
import {
  isSettled,
  rolloutSchema,
  withEnv,
} from "../../adapters/kubernetes/rollouts.ts";

const steps = [
  { setWeight: 20 },
  { analysis: { templates: [{ templateName: "t" }] } },
  { setWeight: 60 },
  { pause: {} },
];
const timed = [{ setWeight: 20 }, { pause: { duration: "30s" } }];
const plan = canarySchema.parse({ steps });

function rollout(status: Record<string, unknown>) {
  return rolloutSchema.parse({
    kind: "Rollout",
    metadata: { name: "gateway", generation: 3 },
    spec: {
      replicas: 5,
      template: { spec: { containers: [{ env: [{ name: "A" }] }] } },
      strategy: { canary: { steps } },
    },
    status: {
      observedGeneration: "3",
      currentPodHash: "new",
      stableRS: "old",
      replicas: 5,
      availableReplicas: 5,
      ...status,
    },
  });
}

Deno.test("what becomes of a version is read from its state", () => {
  const fate = (status: Record<string, unknown>) =>
    fateOf(rollout(status), { hash: "new", plan });
  const paused = (reason: string, step: number) => ({
    phase: "Paused",
    currentStepIndex: step,
    pauseConditions: [{ reason }],
  });
  assert.equal(fate({ phase: "Progressing", currentStepIndex: 1 }), undefined);
  assert.equal(fate({ phase: "Healthy", stableRS: "new" }), "promoted");
  assert.equal(fate({ phase: "Healthy", stableRS: "old" }), undefined);
  assert.equal(fate({ phase: "Degraded", abort: true }), "taken back");
  assert.equal(fate(paused("InconclusiveAnalysisRun", 1)), "inconclusive");
  assert.equal(fate(paused("CanaryPauseStep", 3)), "waits");
  assert.equal(
    fate({ phase: "Progressing", currentStepIndex: 2 }),
    "judged good",
  );
  const waiting = rollout(paused("CanaryPauseStep", 1));
  const byTime = canarySchema.parse({ steps: timed });
  waiting.spec.strategy = { canary: byTime };
  assert.equal(fateOf(waiting, { hash: "new", plan: byTime }), undefined);
  assert.throws(
    () => fateOf(rollout({ currentPodHash: "other" }), { hash: "new", plan }),
    /Argo CD/,
  );
});

Deno.test("a Rollout is settled when all of it is what was asked for", () => {
  const well = { phase: "Healthy", stableRS: "new" };
  assert.ok(isSettled(rollout(well)));
  assert.ok(!isSettled(rollout({ ...well, stableRS: "old" })));
  assert.ok(!isSettled(rollout({ ...well, replicas: 6 })));
  assert.ok(!isSettled(rollout({ ...well, observedGeneration: "2" })));
});

Deno.test("a version is the same pods with other variables", () => {
  const { template } = rollout({}).spec;
  const [container] = withEnv(template, { A: "1", B: "2" }).spec.containers;
  assert.deepEqual(container?.env, [
    { name: "A", value: "1" },
    { name: "B", value: "2" },
  ]);
});

Deno.test("arms are counted in a window, not since a pod began", () => {
  const before = [
    { pod: "a", hash: "old", requests: 1000 },
    { pod: "c", hash: "new", requests: 500 },
  ];
  const after = [
    { pod: "a", hash: "old", requests: 1080 },
    { pod: "b", hash: "new", requests: 15 },
    { pod: "c", hash: "new", requests: 505 },
  ];
  const arms = armsBetween(before, after, "new");
  assert.deepEqual(arms, { canary: 20, stable: 80 });
  assert.equal(shareOf(arms), 20);
  assert.equal(shareOf({ canary: 0, stable: 0 }), 0);
});

Deno.test("a container that was restarted in the window takes nothing from the others", () => {
  const before = [
    { pod: "a", hash: "old", requests: 1000 },
    { pod: "b", hash: "new", requests: 500 },
  ];
  const after = [
    { pod: "a", hash: "old", requests: 1080 },
    { pod: "b", hash: "new", requests: 20 },
  ];
  assert.deepEqual(armsBetween(before, after, "new"), {
    canary: 20,
    stable: 80,
  });
  // A pod that is gone took its count with it.
  assert.deepEqual(armsBetween(before, [], "new"), { canary: 0, stable: 0 });
});
