/**
 * Pods, nodes and what lets connections in: what an experiment does to them.
 * @module
 */

import { z } from "zod";
import { CouldNotRun } from "../../../lib/cli/mod.ts";
import { labelsOf } from "../label_selector.ts";
import { type Cluster, clusterWords, statusOf } from "./api_client.ts";
import { OWNER } from "./workload.ts";

/** Which pods. */
export interface Chosen {
  readonly selector: string;
  readonly count: number;
}

const podSchema = z.looseObject({
  metadata: z.looseObject({
    name: z.string().default(""),
    deletionTimestamp: z.string().optional(),
  }),
  spec: z.looseObject({ nodeName: z.string().optional() }).default({}),
  status: z.looseObject({ phase: z.string().optional() }).default({}),
});

const podList = z.object({ items: z.array(podSchema) });

/** Pods of a selector that run, those that end among them. */
export async function runningPods(
  cluster: Cluster,
  namespace: string,
  selector: string,
): Promise<readonly z.infer<typeof podSchema>[]> {
  const query = new URLSearchParams({ labelSelector: selector });
  const { items } = podList.parse(
    await cluster.get(`${pods(namespace)}?${query}`),
  );
  return items.filter(({ status }) => status.phase === "Running");
}

function pods(namespace: string): string {
  return `/api/v1/namespaces/${namespace}/pods`;
}

/**
 * Names of so many pods that run.
 * @throws {CouldNotRun} when there are fewer
 */
export async function podsOf(
  cluster: Cluster,
  namespace: string,
  { selector, count }: Chosen,
): Promise<readonly string[]> {
  const running = (await runningPods(cluster, namespace, selector))
    .filter(({ metadata }) => metadata.deletionTimestamp === undefined)
    .map(({ metadata }) => metadata.name);
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
    const query = provider.grace_s === undefined
      ? ""
      : `?gracePeriodSeconds=${provider.grace_s}`;
    await cluster.change(`${pods(namespace)}/${name}${query}`, {
      method: "DELETE",
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
      await cluster.change(`${pods(namespace)}/${name}/eviction`, {
        method: "POST",
        body: {
          apiVersion: "policy/v1",
          kind: "Eviction",
          metadata: { name, namespace },
        },
      });
      results.push(`${name} evicted`);
    } catch (error) {
      if (statusOf(error) !== 429) throw new CouldNotRun(clusterWords(error));
      results.push(`${name} stays: 429, ${clusterWords(error)}`);
    }
  }
  return results.join("; ");
}

/** The nodes on which pods run. @throws {CouldNotRun} when no pod has one */
export async function nodesOf(
  cluster: Cluster,
  namespace: string,
  labelSelector: string,
): Promise<readonly string[]> {
  const query = new URLSearchParams({ labelSelector });
  const { items } = podList.parse(
    await cluster.get(`${pods(namespace)}?${query}`),
  );
  const nodes = new Set(items.flatMap(({ spec }) => spec.nodeName ?? []));
  if (nodes.size > 0) return [...nodes];
  throw new CouldNotRun(
    `Cannot choose nodes: no pod of ${labelSelector} in ${namespace} has one`,
  );
}

const nodeSchema = z.object({
  spec: z.object({ unschedulable: z.boolean().optional() }).default({}),
});

/** Those of the nodes that take new pods now. */
export async function openNodes(
  cluster: Cluster,
  names: readonly string[],
): Promise<readonly string[]> {
  const nodes = await Promise.all(
    names.map(async (name) =>
      nodeSchema.parse(await cluster.get(`/api/v1/nodes/${name}`))
    ),
  );
  return names.filter((_, i) => nodes[i]?.spec.unschedulable !== true);
}

/** Closes a node to new pods, or opens it when there is no owner. */
export async function cordon(
  cluster: Cluster,
  name: string,
  owner: string | null,
): Promise<void> {
  await cluster.change(`/api/v1/nodes/${name}`, {
    method: "PATCH",
    body: {
      metadata: { annotations: { [OWNER]: owner } },
      spec: { unschedulable: owner === null ? null : true },
    },
  });
}

/** Lets no connection in, by a NetworkPolicy. */
export async function isolate(
  cluster: Cluster,
  namespace: string,
  { name, selector, runId }: {
    readonly name: string;
    readonly selector: string;
    readonly runId: string;
  },
): Promise<void> {
  const matchLabels = labelsOf(selector);
  if (matchLabels === undefined) {
    throw new CouldNotRun(
      `Cannot isolate ${selector}: it must be labels with their values, such ` +
        "as app=payments",
    );
  }
  await cluster.change(networkPolicies(namespace), {
    method: "POST",
    body: {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: {
        name,
        labels: { "app.kubernetes.io/managed-by": "quickticket-chaos" },
        annotations: { [OWNER]: runId },
      },
      spec: {
        podSelector: { matchLabels: { ...matchLabels } },
        policyTypes: ["Ingress"],
      },
    },
  });
}

/** Lets connections in again. A policy that is gone needs nothing. */
export async function connectAgain(
  cluster: Cluster,
  namespace: string,
  name: string,
): Promise<void> {
  try {
    await cluster.change(`${networkPolicies(namespace)}/${name}`, {
      method: "DELETE",
    });
  } catch (error) {
    if (statusOf(error) !== 404) throw new CouldNotRun(clusterWords(error));
  }
}

function networkPolicies(namespace: string): string {
  return `/apis/networking.k8s.io/v1/namespaces/${namespace}/networkpolicies`;
}
