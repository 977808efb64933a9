import assert from "node:assert/strict";
import { fakeClock } from "../../../services/shared/clock_fake.ts";
import { fakeKubectl, refused } from "./kubectl_fake.ts";
import {
  isSettled,
  putRollout,
  type Rollout,
  rolloutOf,
  rolloutSchema,
  watchRollout,
  withEnv,
} from "./rollouts.ts";

function rollout(
  status: Readonly<Record<string, unknown>> = {},
  app = "gateway",
): Rollout {
  return rolloutSchema.parse({
    kind: "Rollout",
    metadata: { name: `my-${app}`, generation: 3 },
    spec: {
      replicas: 2,
      template: {
        metadata: { labels: { app } },
        spec: {
          containers: [{ name: app, env: [{ name: "A", value: "1" }] }, {
            name: "side",
          }],
        },
      },
    },
    status: {
      observedGeneration: "3",
      phase: "Healthy",
      currentPodHash: "h",
      stableRS: "h",
      replicas: 2,
      availableReplicas: 2,
      ...status,
    },
  });
}

Deno.test("a rollout is settled when it runs what was asked for, and nothing else", () => {
  assert.equal(isSettled(rollout()), true);
  for (
    const status of [
      { observedGeneration: "2" },
      { phase: "Paused" },
      { stableRS: "before" },
      { replicas: 3 },
      { availableReplicas: 1 },
    ]
  ) assert.equal(isSettled(rollout(status)), false, JSON.stringify(status));
});

Deno.test("a rollout is found by the label of its pods", async () => {
  const items = [rollout({}, "payments"), rollout()];
  const kubectl = fakeKubectl([[/rollouts/, { items }]]);
  assert.equal(
    (await rolloutOf(kubectl, "gateway"))?.metadata.name,
    "my-gateway",
  );
  assert.equal(await rolloutOf(kubectl, "events"), undefined);
});

Deno.test("a cluster that knows no rollouts has none; a failing cluster is reported", async () => {
  const unknown = refused(
    `error: the server doesn't have a resource type "rollouts"`,
  );
  assert.equal(
    await rolloutOf(fakeKubectl([[/./, unknown]]), "gateway"),
    undefined,
  );
  await assert.rejects(
    rolloutOf(fakeKubectl([[/./, refused("connection refused")]]), "gateway"),
    /connection refused/,
  );
});

Deno.test("the first container gets other variables, and keeps those that are not named", () => {
  const before = rollout().spec.template;
  const { spec } = withEnv(before, { B: "2" });
  assert.deepEqual(spec.containers[0]?.env, [
    { name: "A", value: "1" },
    { name: "B", value: "2" },
  ]);
  assert.equal(spec.containers.length, 2);
  const again = withEnv(withEnv(before, { A: "9" }), { A: "8" });
  assert.deepEqual(again.spec.containers[0]?.env, [{ name: "A", value: "8" }]);
  assert.deepEqual(before, rollout().spec.template, "it was changed in place");
});

Deno.test("parts of a rollout are replaced as a whole", async () => {
  const kubectl = fakeKubectl([[/^patch/, ""]]);
  await putRollout(kubectl, "gateway", { strategy: { canary: { steps: [] } } });
  const [, json] = /-p (.*)$/.exec(kubectl.calls[0] ?? "") ?? [];
  assert.deepEqual(JSON.parse(json ?? ""), [
    { op: "replace", path: "/spec/strategy", value: { canary: { steps: [] } } },
  ]);
});

/** A cluster whose rollout is the next of these at each look; the last stays. */
function looks(...statuses: readonly Readonly<Record<string, unknown>>[]) {
  let number = 0;
  return fakeKubectl([[
    /^get rollout gateway /,
    () => rollout(statuses[Math.min(number++, statuses.length - 1)]),
  ]]);
}

Deno.test("a rollout is watched until something is known, and never before its controller looked", async () => {
  const clock = fakeClock();
  const kubectl = looks({ observedGeneration: "2", phase: "Degraded" }, {
    phase: "Progressing",
  }, {});
  const seen: string[] = [];
  const watching = watchRollout({ kubectl, clock }, "gateway", {
    withinMs: 60_000,
    known: ({ status }) => {
      seen.push(status.phase);
      return status.phase === "Healthy" ? "done" : undefined;
    },
  });
  await clock.advance(5000);
  assert.equal(await watching, "done");
  assert.deepEqual(seen, ["Progressing", "Healthy"]);
});

Deno.test("a watch that learns nothing in time ends with the state of the rollout", async () => {
  const clock = fakeClock();
  const kubectl = looks({
    phase: "Paused",
    message: "CanaryPauseStep",
    updatedReplicas: 1,
  });
  const watching = watchRollout({ kubectl, clock }, "gateway", {
    withinMs: 2000,
    known: () => undefined,
  });
  watching.catch(() => {}); // it is looked at below
  await clock.advance(10_000);
  await assert.rejects(
    watching,
    /is Paused CanaryPauseStep after [23] s, 1 of 2 pods are new/,
  );
});

Deno.test("a rollout that is no rollout is refused", async () => {
  const kubectl = fakeKubectl([[/./, { kind: "Pod" }]]);
  const watching = watchRollout({ kubectl, clock: fakeClock() }, "gateway", {
    withinMs: 0,
    known: () => undefined,
  });
  await assert.rejects(watching, /metadata/);
});
