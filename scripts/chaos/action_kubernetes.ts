/**
 * Objects of one Kubernetes namespace: pods deleted and evicted, workloads
 * scaled and given other variables, nodes cordoned, pods cut off.
 * @module
 */

import { PatchStrategy, setHeaderOptions } from "@kubernetes/client-node";
import { CouldNotRun } from "../lib/tool.ts";
import type { ActionContext, Prepared } from "./action.ts";
import type { ActionOf } from "./action_providers.ts";
import {
  type Cluster,
  clusterWords,
  connect,
  statusOf,
} from "./kubernetes_client.ts";
import {
  OWNER,
  readWorkload,
  setReplicas,
  setVariables,
  variablesOf,
} from "./kubernetes_workload.ts";
import type { Undo } from "./undo.ts";

type Provider = ActionOf<"kubernetes">;
type Restore = Extract<Undo, { kind: "kubernetes" }>["restore"];

/** @throws {CouldNotRun} when the target is no cluster, or has no such object */
export async function prepareKubernetes(
  provider: Provider,
  { target: { address, kind }, runId, namespace: allowed }: ActionContext,
): Promise<Prepared> {
  if (address.kind !== "kubernetes") {
    throw new CouldNotRun(
      `Cannot ${provider.do}: the target is ${kind}, not Kubernetes; run with ` +
        "--target kubernetes",
    );
  }
  const { namespace, context } = address;
  if (allowed !== undefined && allowed !== namespace) {
    throw new CouldNotRun(
      `Cannot touch ${namespace}: the blast radius is ${allowed}`,
    );
  }
  const cluster = connect(context);
  const undoOf = (restore: Restore): Undo => ({
    kind: "kubernetes",
    namespace,
    ...context === undefined ? {} : { context },
    restore,
  });
  switch (provider.do) {
    case "delete_pods": {
      await podsOf(cluster, namespace, provider);
      return {
        undo: [], // their controller makes others
        inject: () => deletePods(cluster, namespace, provider),
      };
    }
    case "evict":
      await podsOf(cluster, namespace, provider);
      return {
        undo: [],
        inject: () => evict(cluster, namespace, provider),
      };
    case "scale": {
      const { workload, replicas } = provider;
      const now = await readWorkload(cluster, namespace, workload);
      return {
        undo: [
          undoOf({ what: "replicas", workload, replicas: now.spec.replicas }),
        ],
        async inject() {
          const change = { replicas, owner: runId };
          await setReplicas(cluster, namespace, workload, change);
          return `${workload}: ${now.spec.replicas} to ${replicas} replicas`;
        },
      };
    }
    case "set_env": {
      const { workload } = provider;
      const variables = Object.fromEntries(
        Object.entries(provider.variables).map(([name, value]) =>
          [name, value === "" ? null : value] as const
        ),
      );
      const now = await readWorkload(cluster, namespace, workload);
      const before = variablesOf(now, Object.keys(variables));
      return {
        undo: [undoOf({ what: "env", workload, variables: { ...before } })],
        async inject() {
          const change = { variables, owner: runId };
          await setVariables(cluster, namespace, workload, change);
          return `${workload}: ${Object.keys(variables).join(", ")} changed`;
        },
      };
    }
    case "cordon": {
      const nodes = await nodesOf(cluster, namespace, provider.selector);
      return {
        undo: [undoOf({ what: "uncordon", nodes: [...nodes] })],
        async inject() {
          for (const name of nodes) await cordon(cluster, name, runId);
          return `no new pod on ${nodes.join(", ")}`;
        },
      };
    }
    case "isolate": {
      const name = `quickticket-chaos-${runId.toLowerCase()}`;
      return {
        undo: [undoOf({ what: "policy", name })],
        async inject() {
          await isolate(cluster, namespace, {
            name,
            selector: provider.selector,
            runId,
          });
          return `${provider.selector}: no connection is let in`;
        },
      };
    }
  }
}

interface Chosen {
  readonly selector: string;
  readonly count: number;
}

async function podsOf(
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

async function deletePods(
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
async function evict(
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

async function nodesOf(
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

async function isolate(
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
