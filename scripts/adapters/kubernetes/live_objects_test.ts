import assert from "node:assert/strict";
import { fakeKubectl, refused } from "./kubectl_fake.ts";
import { askDatabase, podsOf, workloadOf } from "./live_objects.ts";

function workload(
  name: string,
  kind: string,
  { app = name, replicas = 1 } = {},
) {
  return {
    kind,
    metadata: { name },
    spec: {
      replicas,
      template: {
        metadata: { labels: { app } },
        spec: { containers: [{ name, image: "a:1" }] },
      },
    },
  };
}

const NONE = { items: [] };

Deno.test("a workload is found by the label of its pods, not by its own name", async () => {
  const kubectl = fakeKubectl([
    [/rollouts/, NONE],
    [/deployments/, {
      items: [
        workload("payments", "Deployment"),
        workload("my-gateway", "Deployment", { app: "gateway" }),
      ],
    }],
  ]);
  assert.equal(
    (await workloadOf(kubectl, "gateway"))?.metadata.name,
    "my-gateway",
  );
});

Deno.test("a rollout stands before the deployment that it took over", async () => {
  const kubectl = fakeKubectl([
    [/rollouts/, { items: [workload("gateway", "Rollout")] }],
    [/deployments/, {
      items: [workload("gateway", "Deployment", { replicas: 0 })],
    }],
  ]);
  assert.equal((await workloadOf(kubectl, "gateway"))?.kind, "Rollout");
});

Deno.test("a cluster that knows no rollouts still has deployments and sets", async () => {
  const kubectl = fakeKubectl([
    [/rollouts/, refused("the server doesn't have a resource type")],
    [/deployments/, {
      items: [workload("redis", "Deployment", { replicas: 0 })],
    }],
    [/statefulsets/, { items: [workload("redis", "StatefulSet")] }],
  ]);
  assert.equal((await workloadOf(kubectl, "redis"))?.kind, "StatefulSet");
  assert.equal(await workloadOf(kubectl, "kafka"), undefined);
});

Deno.test("terminating pods do not count; ready and restarts are reported for the others", async () => {
  const pod = (name: string, rest: object, metadata: object = {}) => ({
    metadata: { name, ...metadata },
    status: rest,
  });
  const ready = (status: string) => ({
    conditions: [{ type: "Initialized", status: "True" }, {
      type: "Ready",
      status,
    }],
    containerStatuses: [{ restartCount: 1 }, { restartCount: 2 }],
  });
  const kubectl = fakeKubectl([[/^get pods -l app=gateway /, {
    items: [
      pod("a", ready("True")),
      pod("b", ready("False")),
      pod("c", {}),
      pod("d", ready("True"), { deletionTimestamp: "2026-11-24T12:00:00Z" }),
    ],
  }]]);
  assert.deepEqual(await podsOf(kubectl, "gateway"), [
    { name: "a", isReady: true, restarts: 3 },
    { name: "b", isReady: false, restarts: 3 },
    { name: "c", isReady: false, restarts: 0 },
  ]);
});

for (
  const [said, rows] of [["1\n2", ["1", "2"]], ["", []], ["0", ["0"]]] as const
) {
  Deno.test(`the database's answer ${JSON.stringify(said)} is ${rows.length} rows`, async () => {
    const kubectl = fakeKubectl([
      [/^get pods/, { items: [{ metadata: { name: "pg-7" }, status: {} }] }],
      [/^exec/, said],
    ]);
    assert.deepEqual(await askDatabase(kubectl, "SELECT 1"), rows);
    assert.match(
      kubectl.calls[1] ?? "",
      /^exec pg-7 -- psql .* -d quickticket -Atc SELECT 1$/,
    );
  });
}

Deno.test("a database without a pod is asked for by the name that it has in a set", async () => {
  const kubectl = fakeKubectl([[/^get pods/, NONE], [
    /^exec postgres-0 .* -d other /,
    "1",
  ]]);
  assert.deepEqual(
    await askDatabase(kubectl, "SELECT 1", { database: "other" }),
    ["1"],
  );
});
