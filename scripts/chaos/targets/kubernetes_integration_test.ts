// Runs with -P=test-system
/**
 * The shop in a cluster as a target: reached through the API server.
 */

import assert from "node:assert/strict";
import {
  deployment,
  NAMESPACE,
  pod,
  type TestCluster,
  withCluster,
} from "../../adapters/kubernetes/api/cluster_fixture.ts";
import { OWNER } from "../../adapters/kubernetes/api/workload.ts";
import { CouldNotRun } from "../../lib/cli/tool.ts";
import { type KubernetesTarget, kubernetesTarget } from "./kubernetes.ts";
import { faultInCluster } from "./kubernetes_faults.ts";

const SERVICES = `/api/v1/namespaces/${NAMESPACE}/services`;
const PODS = `/api/v1/namespaces/${NAMESPACE}/pods`;

const GATEWAY = { kind: "Service", metadata: { name: "gateway" } };

const WHERE = {
  namespace: NAMESPACE,
  context: undefined,
  databaseUrl: undefined,
  needsDatabase: false,
};

async function withTarget(
  body: (target: KubernetesTarget, cluster: TestCluster) => Promise<void>,
): Promise<void> {
  await withCluster(async (cluster) => {
    cluster.objects.set(`${SERVICES}/gateway`, GATEWAY);
    const target = await kubernetesTarget(WHERE);
    try {
      await body(target, cluster);
    } finally {
      await target.close();
    }
  });
}

Deno.test("without a namespace nothing is touched", async () => {
  await assert.rejects(
    kubernetesTarget({ ...WHERE, namespace: undefined }),
    (error) =>
      error instanceof CouldNotRun && /--namespace/.test(error.message),
  );
});

Deno.test("a namespace without a gateway is no shop", () =>
  withCluster(async () => {
    await assert.rejects(
      kubernetesTarget(WHERE),
      /Cannot find a shop .*Service gateway in shop: .*not found/,
    );
  }));

Deno.test("services are reached through the API server, and can only be read", () =>
  withTarget(async ({ urls }, { proxied }) => {
    proxied.set(`${SERVICES}/gateway:8080/proxy/events`, "[1]");
    const answer = await fetch(`${urls.gateway}/events?x=1`);
    assert.equal(await answer.text(), "[1]");
    const write = await fetch(`${urls.gateway}/events`, { method: "POST" });
    assert.equal(write.status, 404);
    await write.body?.cancel();
    const { origin } = new URL(urls.gateway ?? "");
    const unknown = await fetch(`${origin}/postgres/x`);
    assert.equal(unknown.status, 404);
    await unknown.body?.cancel();
  }));

Deno.test("a refusal inside of the cluster comes out as its status", () =>
  withTarget(async ({ urls }, { refused }) => {
    refused.set(`${SERVICES}/gateway:8080/proxy/events`, 503);
    const answer = await fetch(`${urls.gateway}/events`);
    assert.equal(answer.status, 503);
    await answer.body?.cancel();
  }));

Deno.test("metrics are those of every pod that runs and answers", () =>
  withTarget(async (target, { objects, proxied }) => {
    for (
      const [path, object] of [
        pod("gateway-1", "gateway"),
        pod("gateway-2", "gateway"),
        pod("gateway-3", "gateway", { phase: "Pending" }),
        pod("events-1", "events"),
      ]
    ) objects.set(path, object);
    for (const n of [1, 3]) {
      const path = `${PODS}/gateway-${n}:8080/proxy/metrics`;
      proxied.set(path, `a_total ${n}`);
    }
    const found = await target.metrics(
      "gateway",
      new AbortController().signal,
    );
    assert.deepEqual(found, [{ instance: "gateway-1", text: "a_total 1" }]);
  }));

const ADDRESS = { kind: "kubernetes", namespace: NAMESPACE } as const;

Deno.test("a fault in the variables of a service is in the way", () =>
  withCluster(async ({ objects }) => {
    const add = (...one: ReturnType<typeof deployment>) => objects.set(...one);
    add(...deployment("gateway"));
    const services = ["gateway", "payments", "notifications"];
    assert.equal(await faultInCluster(ADDRESS, services), undefined);
    const env = [{ name: "PAYMENT_FAILURE_RATE", value: "0.5" }];
    add(...deployment("payments", { env }));
    assert.match(
      await faultInCluster(ADDRESS, services) ?? "",
      /^deployment\/payments has the fault PAYMENT_FAILURE_RATE=0\.5/,
    );
  }));

Deno.test("another experiment is in the way", () =>
  withCluster(async ({ objects }) => {
    const [path, object] = deployment("gateway");
    const metadata = { ...object.metadata, annotations: { [OWNER]: "run-0" } };
    objects.set(path, { ...object, metadata });
    assert.match(
      await faultInCluster(ADDRESS, ["gateway"]) ?? "",
      /experiment run-0; end it: deno task chaos abort/,
    );
  }));
