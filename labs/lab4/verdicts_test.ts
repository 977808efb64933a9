import assert from "node:assert/strict";
import { machineWith } from "../../scripts/checks/machine_fixture.ts";
import { lab4 } from "./check.ts";
import { declaredIn, PARTS } from "./declared.ts";
import { evaluateDeclared, evaluateDrift, files } from "./manifest_checks.ts";
import { changed, sold, solution } from "./parts_fixture.ts";
import { evaluateReplaced, evaluateSale } from "./sale_checks.ts";
import { evaluateBehind } from "./service_check.ts";

Deno.test("on a machine without a cluster no check passes", async () => {
  for (const check of lab4.checks) {
    const verdict = await check.run(machineWith({})).then(
      (finding) => finding.verdict,
      (error: Error) => error.name,
    );
    assert.notEqual(verdict, "pass", check.id);
    assert.notEqual(verdict, "fail", check.id);
  }
});

const MANIFEST = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: gateway }
spec:
  template:
    metadata: { labels: { app: gateway } }
    spec:
      containers:
        - name: gateway
          image: quickticket/gateway:v1
          resources: { requests: { cpu: 1 } }
---
apiVersion: v1
kind: Service
metadata: { name: gateway }
spec: { selector: { app: gateway } }
`;

Deno.test("workloads are read out of YAML, with the defaults of Kubernetes", () => {
  const [one, ...others] = declaredIn(MANIFEST, "k8s/all.yaml");
  assert.deepEqual(others, []);
  assert.equal(one?.part, "gateway");
  assert.equal(one?.replicas, 1);
  assert.deepEqual(one?.resources, { requests: { cpu: "1" }, limits: {} });
  assert.deepEqual(declaredIn("kind: [", "k8s/broken.yaml"), []);
});

Deno.test("a manifest that is no YAML is reported with its line", async () => {
  const has = {
    "k8s/gateway.yaml": MANIFEST,
    "k8s/events.yaml": "spec:\n\treplicas: 1\n",
  };
  const finding = await files.run(machineWith({ has }));
  assert.equal(finding.verdict, "fail");
  assert.match(finding.measured, /k8s\/events\.yaml.*line 2/);
});

Deno.test("five parts with an image that stays are declared", () => {
  assert.equal(evaluateDeclared(solution).verdict, "pass");
  assert.equal(
    evaluateDeclared(changed("gateway", { replicas: 3 })).verdict,
    "pass",
  );
  const digest = `postgres@sha256:${"0".repeat(64)}`;
  assert.equal(
    evaluateDeclared(changed("postgres", { image: digest })).verdict,
    "pass",
  );
});

for (
  const [what, declared] of [
    ["a part that is missing", solution.filter(({ part }) => part !== "redis")],
    ["no replicas", changed("payments", { replicas: 0 })],
    [
      "a tag that moves",
      changed("events", { image: "quickticket/events:latest" }),
    ],
    [
      "no tag",
      changed("events", {
        image: "k3d-registry.localhost:5000/quickticket/events",
      }),
    ],
    ["a part twice", [...solution, ...solution.slice(0, 1)]],
  ] as const
) {
  Deno.test(`manifests with ${what} are refused`, () => {
    assert.equal(evaluateDeclared(declared).verdict, "fail");
  });
}

Deno.test("differences in the cluster are reported by name", () => {
  assert.equal(evaluateDrift([]).verdict, "pass");
  assert.match(
    evaluateDrift(["Deployment gateway"]).measured,
    /Deployment gateway/,
  );
  assert.equal(evaluateDrift(["Deployment gateway"]).verdict, "fail");
});

Deno.test("each Service finds a ready pod that something keeps", () => {
  const ready = { gateway: 1, events: 1, payments: 2, postgres: 1, redis: 1 };
  assert.equal(evaluateBehind({ ready, kept: PARTS }).verdict, "pass");
  assert.equal(evaluateBehind({ ready: {}, kept: [] }).verdict, "not_started");
  assert.equal(
    evaluateBehind({ ready: { ...ready, events: 0 }, kept: PARTS }).verdict,
    "fail",
  );
  const { redis: _, ...four } = ready;
  assert.equal(evaluateBehind({ ready: four, kept: PARTS }).verdict, "fail");
  const bare = PARTS.filter((part) => part !== "gateway");
  const alone = evaluateBehind({ ready, kept: bare });
  assert.equal(alone.verdict, "fail");
  assert.match(alone.measured, /gateway 1 ready and no workload/);
});

Deno.test("a sale is many orders and no failure", () => {
  assert.equal(evaluateSale(sold).verdict, "pass");
  assert.equal(evaluateSale({ ...sold, orders: 5 }).verdict, "fail");
  assert.equal(evaluateSale({ ...sold, failures: 1 }).verdict, "fail");
});

Deno.test("a pod comes back, most are served meanwhile, all are afterwards", () => {
  const good = { gapMs: 2100, during: { ...sold, failures: 7 }, after: sold };
  assert.equal(evaluateReplaced(good).verdict, "pass");
  assert.match(evaluateReplaced(good).measured, /2\.1 s.*7 failed/);
  for (
    const change of [
      { gapMs: undefined },
      { during: { ...sold, failures: 120 } },
      { after: { ...sold, failures: 3 } },
      { after: { ...sold, orders: 0 } },
    ]
  ) {
    assert.equal(
      evaluateReplaced({ ...good, ...change }).verdict,
      "fail",
      JSON.stringify(change),
    );
  }
  const nobody = { ...sold, requests: 0, orders: 0 };
  assert.equal(
    evaluateReplaced({ ...good, during: nobody }).verdict,
    "could_not_verify",
  );
});
