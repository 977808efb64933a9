/**
 * Deployments, StatefulSets and Argo Rollouts, by one name: what an experiment
 * changes of them is how many, and with which variables.
 * @module
 */

import { CouldNotRun } from "../../../lib/cli/mod.ts";
import { type Cluster, clusterWords, statusOf } from "./api_client.ts";
import { type Workload, workloadSchema } from "../workload_schema.ts";
import { OWNER } from "./workload.ts";

/** `deployment/gateway` */
export type WorkloadName = string;

const FOLDERS = {
  deployment: ["apps/v1", "deployments"],
  statefulset: ["apps/v1", "statefulsets"],
  rollout: ["argoproj.io/v1alpha1", "rollouts"],
} as const;

function pathOf(namespace: string, workload: WorkloadName): string {
  const [kind, name = ""] = workload.split("/");
  const [group, plural] = kind === "statefulset" || kind === "rollout"
    ? FOLDERS[kind]
    : FOLDERS.deployment;
  return `/apis/${group}/namespaces/${namespace}/${plural}/${name}`;
}

/** Reads one. @throws {CouldNotRun} when there is none */
export async function readWorkload(
  cluster: Cluster,
  namespace: string,
  workload: WorkloadName,
): Promise<Workload> {
  try {
    return workloadSchema.parse(
      await cluster.get(pathOf(namespace, workload)),
    );
  } catch (error) {
    throw new CouldNotRun(
      `Cannot find ${workload} in ${namespace}: ${clusterWords(error)}`,
    );
  }
}

/** The workload of a name: a Deployment, a StatefulSet or a Rollout. */
export async function findWorkload(
  cluster: Cluster,
  namespace: string,
  name: string,
): Promise<WorkloadName> {
  for (const kind of ["rollout", "deployment", "statefulset"]) {
    const workload = `${kind}/${name}`;
    const found = await readWorkload(cluster, namespace, workload)
      .catch(() => undefined);
    // A Rollout that took over a Deployment leaves it behind with no pods.
    if (found !== undefined && found.spec.replicas > 0) return workload;
  }
  throw new CouldNotRun(
    `Cannot find ${name} in ${namespace}: there is no Deployment, ` +
      "StatefulSet or Rollout of that name with a pod",
  );
}

/** Changes how many there are, and marks whose doing that is. */
export async function setReplicas(
  cluster: Cluster,
  namespace: string,
  workload: WorkloadName,
  change: { readonly replicas: number; readonly owner: string | null },
): Promise<void> {
  await patch(cluster, namespace, workload, {
    metadata: { annotations: { [OWNER]: change.owner } },
    spec: { replicas: change.replicas },
  });
}

/** Changes variables of the first container; null takes one away. */
export async function setVariables(
  cluster: Cluster,
  namespace: string,
  workload: WorkloadName,
  change: {
    readonly variables: Readonly<Record<string, string | null>>;
    readonly owner: string | null;
  },
): Promise<void> {
  const { spec } = await readWorkload(cluster, namespace, workload);
  const [first, ...others] = spec.template.spec.containers;
  if (first === undefined) return;
  const env = first.env.filter(({ name }) => !(name in change.variables));
  for (const [name, value] of Object.entries(change.variables)) {
    if (value !== null) env.push({ name, value });
  }
  await patch(cluster, namespace, workload, {
    metadata: { annotations: { [OWNER]: change.owner } },
    // A merge patch takes lists as a whole: Rollouts know no other kind.
    spec: {
      template: { spec: { containers: [{ ...first, env }, ...others] } },
    },
  });
}

async function patch(
  cluster: Cluster,
  namespace: string,
  workload: WorkloadName,
  body: unknown,
): Promise<void> {
  try {
    await cluster.change(pathOf(namespace, workload), {
      method: "PATCH",
      body,
    });
  } catch (error) {
    throw new CouldNotRun(
      `${workload} in ${namespace} cannot be changed (${statusOf(error)}): ` +
        clusterWords(error),
    );
  }
}
