/**
 * Pods, nodes and what lets connections in: what an experiment does to them.
 * @module
 */

import { PatchStrategy, setHeaderOptions } from "@kubernetes/client-node";
import { CouldNotRun } from "../../../lib/cli/mod.ts";
import { type Cluster, clusterWords, statusOf } from "./api_client.ts";
import { OWNER } from "./workload.ts";

/** Which pods. */
export interface Chosen {
  readonly selector: string;
  readonly count: number;
}

/**
 * Names of so many pods that run.
 * @throws {CouldNotRun} when there are fewer
 */
export async function podsOf(
  { core }: Cluster,
  namespace: string,
  { selector, count }: Chosen,
): Promise<readonly string[]> {
  const { items } = await core.listNamespacedPod({
    namespace,
    labelSelector: selector,
  });
  const running = items.filter(({ status, metadata }) =>
    status?.phase === "Running" && metadata?.deletionTimestamp === undefined
  ).flatMap(({ metadata }) => metadata?.name ?? []);
  if (running.length >= count) return running.slice(0, count);
  throw new CouldNotRun(
    `Cannot choose ${count} pods of ${selector} in ${namespace}: ` +
      `${running.length} run`,
  );
}

/** Deletes them; their controller makes others. */
export async function deletePods(
  cluster: Cluster,
  namespace: string,
  provider: Chosen & { readonly grace_s?: number | undefined },
): Promise<string> {
  const names = await podsOf(cluster, namespace, provider);
  for (const name of names) {
    await cluster.core.deleteNamespacedPod({
      name,
      namespace,
      ...provider.grace_s === undefined
        ? {}
        : { gracePeriodSeconds: provider.grace_s },
    });
  }
  return `deleted ${names.join(", ")}`;
}

/** A refusal by a disruption budget is an answer, not a failure. */
export async function evict(
  cluster: Cluster,
  namespace: string,
  provider: Chosen,
): Promise<string> {
  const results: string[] = [];
  for (const name of await podsOf(cluster, namespace, provider)) {
    try {
      await cluster.core.createNamespacedPodEviction({
        name,
        namespace,
        body: { metadata: { name, namespace } },
      });
      results.push(`${name} evicted`);
    } catch (error) {
      if (statusOf(error) !== 429) throw new Error(clusterWords(error));
      results.push(`${name} stays: 429, ${clusterWords(error)}`);
    }
  }
  return results.join("; ");
}

/** The nodes on which pods run. @throws {CouldNotRun} when no pod has one */
export async function nodesOf(
  { core }: Cluster,
  namespace: string,
  labelSelector: string,
): Promise<readonly string[]> {
  const { items } = await core.listNamespacedPod({ namespace, labelSelector });
  const nodes = new Set(items.flatMap(({ spec }) => spec?.nodeName ?? []));
  if (nodes.size > 0) return [...nodes];
  throw new CouldNotRun(
    `Cannot choose nodes: no pod of ${labelSelector} in ${namespace} has one`,
  );
}

/** Closes a node to new pods, or opens it when there is no owner. */
export async function cordon(
  { core }: Cluster,
  name: string,
  owner: string | null,
): Promise<void> {
  await core.patchNode({
    name,
    body: {
      metadata: { annotations: { [OWNER]: owner } },
      spec: { unschedulable: owner === null ? null : true },
    },
  }, setHeaderOptions("Content-Type", PatchStrategy.MergePatch));
}

/** Lets no connection in, by a NetworkPolicy. */
export async function isolate(
  { networking }: Cluster,
  namespace: string,
  { name, selector, runId }: {
    readonly name: string;
    readonly selector: string;
    readonly runId: string;
  },
): Promise<void> {
  const matchLabels = Object.fromEntries(
    selector.split(",").map((pair) => {
      const [label = "", value = ""] = pair.split("=");
      return [label, value] as const;
    }),
  );
  await networking.createNamespacedNetworkPolicy({
    namespace,
    body: {
      metadata: {
        name,
        labels: { "app.kubernetes.io/managed-by": "quickticket-chaos" },
        annotations: { [OWNER]: runId },
      },
      spec: { podSelector: { matchLabels }, policyTypes: ["Ingress"] },
    },
  });
}
