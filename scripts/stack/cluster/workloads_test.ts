import assert from "node:assert/strict";
import { outcomeOf } from "../../adapters/kubernetes/load_pod.ts";
import { namesIn, stageOf } from "./stages.ts";
import { workloadSchema } from "../../adapters/kubernetes/workload_schema.ts";
import { unfinished } from "../../adapters/kubernetes/workloads.ts";

const DONE = workloadSchema.parse({
  kind: "Deployment",
  metadata: { name: "events", generation: 3 },
  spec: { replicas: 2, template: { spec: {} } },
  status: {
    observedGeneration: 3,
    replicas: 2,
    updatedReplicas: 2,
    availableReplicas: 2,
  },
});

Deno.test("a workload is done when all are new, available and none is left over", () => {
  assert.equal(unfinished(DONE), undefined);
  for (
    const [change, reason] of [
      [{ observedGeneration: 2 }, /has not been looked at/],
      [{ replicas: 3 }, /has 2 of 2 available/],
      [{ updatedReplicas: 1 }, /1 of them new/],
      [{ availableReplicas: 1 }, /has 1 of 2 available/],
    ] as const
  ) {
    const status = { ...DONE.status, ...change };
    assert.match(unfinished({ ...DONE, status }) ?? "done", reason);
  }
});

Deno.test("a Rollout must be healthy as well, and says why it is not", () => {
  const rollout = { ...DONE, kind: "Rollout" };
  const paused = {
    ...DONE.status,
    phase: "Paused",
    message: "CanaryPauseStep",
  };
  assert.match(
    unfinished({ ...rollout, status: paused }) ?? "done",
    /Rollout events is Paused: CanaryPauseStep/,
  );
  const healthy = { ...DONE.status, phase: "Healthy" };
  assert.equal(unfinished({ ...rollout, status: healthy }), undefined);
});

Deno.test("the error for an unknown stage names the nearest stage", () => {
  assert.equal(stageOf("lab07"), "lab07");
  assert.throws(() => stageOf("lab7"), /stages are lab04.*did you mean lab07/);
});

Deno.test("namesIn() gives kind and name of each object", () => {
  const text =
    "kind: A\nmetadata: { name: x }\n---\nkind: B\nmetadata: { name: y }";
  assert.deepEqual([...namesIn(text)], ["A/x", "B/y"]);
});

Deno.test("outcomeOf() reads the last line of JSON, and refuses a log without", () => {
  const summary = {
    run: { ended: "planned" },
    orders: { completed: 3 },
    requests: { count: 9, failures: 1, results: { ok: 8, broken: 1 } },
    steps: {
      list: { count: 9, failures: 1, statuses: { "200": 8 }, method: "GET" },
    },
    intervalMs: 1000,
    intervals: [{ orders: 2 }, { orders: 0 }, { orders: 1 }],
  };
  const log = `loading\n{"orders":0}\n${JSON.stringify(summary)}\n`;
  assert.deepEqual(outcomeOf(log), {
    requests: 9,
    failures: 1,
    orders: 3,
    results: { ok: 8, broken: 1 },
    lullMs: 1000,
    steps: { list: { count: 9, failures: 1, statuses: { "200": 8 } } },
  });
  assert.throws(() => outcomeOf("panic"), /without a summary.*panic/s);
});
