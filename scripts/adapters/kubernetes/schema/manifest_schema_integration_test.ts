// Runs with -P=test-system
import assert from "node:assert/strict";
import { schemaProblems } from "./manifest_schema.ts";

const deployment = (container: object, template: object = {}) => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "gateway", creationTimestamp: null },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: "gateway" } },
    template: {
      metadata: { labels: { app: "gateway" } },
      spec: { containers: [{ name: "gateway", ...container }], ...template },
    },
  },
  status: {},
});

Deno.test("what the API server takes has no problem", () => {
  for (
    const container of [
      {},
      { resources: { requests: { cpu: 0.25, memory: "80Mi" }, limits: null } },
      { lifecycle: { preStop: { sleep: { seconds: 5 } } } },
      { readinessProbe: { httpGet: { path: "/readyz", port: "http" } } },
      { env: [{ name: "A", value: "5000" }] },
    ]
  ) {
    assert.deepEqual(schemaProblems(deployment(container)), []);
  }
  const rollout = { ...deployment({}), apiVersion: "argoproj.io/v1alpha1" };
  assert.deepEqual(schemaProblems({ ...rollout, kind: "Rollout" }), []);
  assert.deepEqual(schemaProblems({ kind: "Whatever", x: 1 }), []);
});

for (
  const [container, words] of [
    [{ readinesProbe: {} }, /no field .*readinesProbe/],
    [{ env: [{ name: "A", value: 5000 }] }, /value is the number 5000/],
    [{ ports: [{ containerPort: "8080" }] }, /containerPort is the string/],
    [{ resources: { request: {} } }, /no field .*request$/],
    [{ env: { A: "b" } }, /env is a map, and must be a list/],
  ] as const
) {
  Deno.test(`a slip is named with its path: ${JSON.stringify(container)}`, () => {
    const [one = "", ...others] = schemaProblems(deployment(container));
    assert.deepEqual(others, []);
    assert.match(one, words);
    assert.match(one, /spec\.template\.spec\.containers\[0\]/);
  });
}

Deno.test("a kind of another group is named", () => {
  const old = { ...deployment({}), apiVersion: "extensions/v1beta1" };
  assert.match(schemaProblems(old).join(), /Deployment is of apps\/v1/);
});
