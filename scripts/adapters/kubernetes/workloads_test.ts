import assert from "node:assert/strict";
import { fakeClock } from "../../../services/shared/clock_fake.ts";
import { fakeKubectl } from "./kubectl_fake.ts";
import { workloadSchema } from "./workload_schema.ts";
import { hasRollouts, problemsOf, unfinished, waitReady } from "./workloads.ts";

interface Status {
  readonly observedGeneration?: number | string;
  readonly replicas?: number;
  readonly updatedReplicas?: number;
  readonly availableReplicas?: number;
  readonly phase?: string;
  readonly message?: string;
}

const DONE: Status = {
  observedGeneration: 2,
  replicas: 2,
  updatedReplicas: 2,
  availableReplicas: 2,
};

function workload(status: Status, kind = "Deployment") {
  return {
    kind,
    metadata: { name: "gateway", generation: 2 },
    spec: { replicas: 2, template: { spec: {} } },
    status,
  };
}

/** A cluster whose list of workloads is the next one at each look; last stays. */
function cluster(
  looks: readonly (readonly object[])[],
  { rollouts = false, pods = [] }: {
    readonly rollouts?: boolean;
    readonly pods?: readonly object[];
  } = {},
) {
  let number = 0;
  return fakeKubectl([
    [/^get crd/, rollouts ? "crd/rollouts.argoproj.io" : ""],
    [/^get pods/, { items: pods }],
    [/-n monitoring/, { items: [] }],
    [/^get \S*deployments/, () => ({
      items: looks[Math.min(number++, looks.length - 1)] ?? [],
    })],
  ]);
}

const UNFINISHED: readonly (readonly [string, Status, string, RegExp])[] = [
  [
    "its controller has not looked",
    { ...DONE, observedGeneration: 1 },
    "Deployment",
    /not been looked at/,
  ],
  [
    "a pod is still old",
    { ...DONE, updatedReplicas: 1 },
    "Deployment",
    /1 of them new/,
  ],
  [
    "an old pod is still there",
    { ...DONE, replicas: 3 },
    "Deployment",
    /2 of 2 available/,
  ],
  [
    "a pod is not available",
    { ...DONE, availableReplicas: 1 },
    "Deployment",
    /1 of 2 available/,
  ],
  [
    "a rollout is on its way",
    { ...DONE, phase: "Progressing", message: "50 %" },
    "Rollout",
    /is Progressing: 50 %/,
  ],
  ["a rollout has not begun", DONE, "Rollout", /is new/],
];

for (const [what, status, kind, words] of UNFINISHED) {
  Deno.test(`a workload is not ready while ${what}`, async () => {
    const [problem, ...others] = await problemsOf(
      cluster([[workload(status, kind)]]),
    );
    assert.match(problem ?? "it is ready", words);
    assert.deepEqual(others, []);
  });
}

Deno.test("a workload is ready when all of its pods are new and available", async () => {
  const healthy = { ...DONE, phase: "Healthy", observedGeneration: "2" };
  const all = [workload(DONE), workload(healthy, "Rollout")];
  assert.deepEqual(await problemsOf(cluster([all])), []);
});

Deno.test("a workload without a status has not been looked at", async () => {
  const { status: _, ...fresh } = workload(DONE);
  assert.equal((await problemsOf(cluster([[fresh]]))).length, 1);
});

Deno.test("a workload that asks for no pod is ready without one", () => {
  const none = {
    observedGeneration: 2,
    replicas: 0,
    updatedReplicas: 0,
    availableReplicas: 0,
  };
  const idle = { ...workload(DONE), spec: { replicas: 0 }, status: none };
  assert.equal(unfinished(workloadSchema.parse(idle)), undefined);
});

Deno.test("rollouts are asked for only where the cluster knows them", async () => {
  for (const rollouts of [true, false]) {
    const kubectl = cluster([[]], { rollouts });
    assert.equal(await hasRollouts(kubectl), rollouts);
    await problemsOf(kubectl);
    assert.equal(kubectl.calls.some((one) => /,rollouts /.test(one)), rollouts);
  }
});

const WAITING = workload({ ...DONE, availableReplicas: 1 });

Deno.test("waiting ends as soon as everything is ready, with how long it took", async () => {
  const clock = fakeClock();
  const told: string[] = [];
  const waiting = waitReady(
    cluster([[WAITING], [WAITING], [workload(DONE)]]),
    clock,
    60_000,
    { onWait: (missing) => told.push(missing) },
  );
  await clock.advance(5000);
  assert.equal(await waiting, 1000);
  assert.equal(told.length, 1, "the same thing is reported once");
});

Deno.test("waiting that takes too long ends with what is missing", async () => {
  const clock = fakeClock();
  const waiting = waitReady(cluster([[WAITING]]), clock, 3000);
  waiting.catch(() => {}); // it is looked at below
  await clock.advance(10_000);
  await assert.rejects(waiting, /Not ready after [34] s:\n.*1 of 2 available/);
});

const NO_IMAGE = {
  metadata: { name: "gateway-1" },
  status: {
    containerStatuses: [{
      image: "gateway:2",
      state: { waiting: { reason: "ImagePullBackOff" } },
    }],
  },
};

Deno.test("an image that no registry has ends the waiting early, with how to bring it", async () => {
  const clock = fakeClock();
  const waiting = waitReady(
    cluster([[WAITING]], { pods: [NO_IMAGE] }),
    clock,
    600_000,
  );
  waiting.catch(() => {});
  await clock.advance(600_000);
  await assert.rejects(
    waiting,
    /after 3\d s:\n.*gateway-1 cannot get gateway:2.*\n.*deno task cluster load/,
  );
});

Deno.test("an image may be on its way while something still moves", async () => {
  const clock = fakeClock();
  let available = 0;
  const kubectl = fakeKubectl([
    [/^get crd/, ""],
    [/^get pods/, { items: [NO_IMAGE] }],
    [/-n monitoring/, { items: [] }],
    // Every 20 seconds one more of four pods is there.
    [/^get/, () => {
      available = Math.min(4, Math.floor(clock.monotonic() / 20_000));
      const status = {
        ...DONE,
        replicas: 4,
        updatedReplicas: 4,
        availableReplicas: available,
      };
      return { items: [{ ...workload(status), spec: { replicas: 4 } }] };
    }],
  ]);
  const waiting = waitReady(kubectl, clock, 600_000);
  await clock.advance(120_000);
  assert.equal(await waiting, 80_000);
});
