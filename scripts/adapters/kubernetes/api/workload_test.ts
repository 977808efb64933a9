import assert from "node:assert/strict";
import { type Workload, workloadSchema } from "../workload_schema.ts";
import { faultIn, OWNER, unsettled } from "./workload.ts";

function workload(
  { kind = "Deployment", env = [], annotations = {}, status = {} }: {
    readonly kind?: string;
    readonly env?: readonly { readonly name: string; readonly value: string }[];
    readonly annotations?: Readonly<Record<string, string>>;
    readonly status?: Partial<Workload["status"]>;
  },
): Workload {
  return workloadSchema.parse({
    kind,
    metadata: { name: "payments", generation: 2, annotations },
    spec: {
      replicas: 2,
      template: { spec: { containers: [{ name: "payments", env }] } },
    },
    status: {
      observedGeneration: 2,
      replicas: 2,
      updatedReplicas: 2,
      availableReplicas: 2,
      ...status,
    },
  });
}

Deno.test("a change is there when every pod has it, and is available", () => {
  assert.equal(unsettled(workload({})), undefined);
  for (
    const status of [
      { observedGeneration: 1 },
      { updatedReplicas: 1 },
      { replicas: 3 },
      { availableReplicas: 1 },
    ]
  ) assert.ok(unsettled(workload({ status })), JSON.stringify(status));
});

Deno.test("a canary's change is there with its first pod", () => {
  const canary = (updatedReplicas: number) =>
    unsettled(workload({ kind: "Rollout", status: { updatedReplicas } }));
  assert.equal(canary(1), undefined);
  assert.match(canary(0) ?? "", /0 of them new/);
});

Deno.test("a fault in the environment is in the way, and so is another run", () => {
  const env = (value: string) => [{ name: "PAYMENT_LATENCY_MS", value }];
  assert.equal(faultIn(workload({ env: env("0") })), undefined);
  assert.match(
    faultIn(workload({ env: env("2000") })) ?? "",
    /PAYMENT_LATENCY_MS=2000/,
  );
  const owned = workload({ annotations: { [OWNER]: "run-1" } });
  assert.match(faultIn(owned) ?? "", /run-1/);
});
