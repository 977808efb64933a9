/**
 * Objects of one Kubernetes namespace: pods deleted and evicted, workloads
 * scaled and given other variables, nodes cordoned, pods cut off.
 * @module
 */

import type { Clock } from "../../../services/shared/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import type { ActionContext, Prepared } from "../model/action_context.ts";
import type { ActionOf } from "../model/action_providers.ts";
import {
  type Cluster,
  connect,
  cordon,
  deletePods,
  evict,
  isolate,
  nodesOf,
  openNodes,
  podsOf,
  readWorkload,
  setReplicas,
  settled,
  setVariables,
  takenFromElsewhere,
  variablesOf,
} from "../../adapters/kubernetes/api/mod.ts";
import type { Undo } from "../model/undo.ts";

type Provider = ActionOf<"kubernetes">;
type Doing<T extends Provider["do"]> = Extract<Provider, { readonly do: T }>;
type Restore = Extract<Undo, { kind: "kubernetes" }>["restore"];

/** Where an action is done, and by which run. */
interface Scene {
  readonly cluster: Cluster;
  readonly namespace: string;
  readonly runId: string;
  readonly clock: Clock;
  undoOf(restore: Restore): Undo;
}

/** @throws {CouldNotRun} when the target is no cluster, or has no such object */
export async function prepareKubernetes(
  provider: Provider,
  { target: { address, kind }, runId, namespace: allowed, clock }:
    ActionContext,
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
  return await prepareOn({
    cluster: await connect(context),
    namespace,
    runId,
    clock,
    undoOf: (restore) => ({
      kind: "kubernetes",
      namespace,
      ...context === undefined ? {} : { context },
      restore,
    }),
  }, provider);
}

async function prepareOn(scene: Scene, provider: Provider): Promise<Prepared> {
  const { cluster, namespace } = scene;
  switch (provider.do) {
    case "delete_pods":
      await podsOf(cluster, namespace, provider);
      return {
        undo: [], // their controller makes others
        inject: () => deletePods(cluster, namespace, provider),
      };
    case "evict":
      await podsOf(cluster, namespace, provider);
      return {
        undo: [],
        inject: () => evict(cluster, namespace, provider),
      };
    case "scale":
      return await prepareScale(scene, provider);
    case "set_env":
      return await prepareVariables(scene, provider);
    case "cordon":
      return await prepareCordon(scene, provider);
    case "isolate":
      return prepareIsolation(scene, provider);
  }
}

async function prepareScale(
  scene: Scene,
  { workload, replicas }: Doing<"scale">,
): Promise<Prepared> {
  const { cluster, namespace, runId } = scene;
  const { spec } = await readWorkload(cluster, namespace, workload);
  return {
    undo: [
      scene.undoOf({ what: "replicas", workload, replicas: spec.replicas }),
    ],
    async inject(signal) {
      const change = { replicas, owner: runId };
      await setReplicas(cluster, namespace, workload, change);
      return `${workload}: ${spec.replicas} to ${replicas} replicas, ` +
        await afterwards(scene, workload, signal);
    },
  };
}

async function prepareVariables(
  scene: Scene,
  { workload, variables: wanted }: Doing<"set_env">,
): Promise<Prepared> {
  const { cluster, namespace, runId } = scene;
  const variables = Object.fromEntries(
    Object.entries(wanted).map(([name, value]) =>
      [name, value === "" ? null : value] as const
    ),
  );
  const names = Object.keys(variables);
  const now = await readWorkload(cluster, namespace, workload);
  const [foreign] = takenFromElsewhere(now, names);
  if (foreign !== undefined) {
    throw new CouldNotRun(
      `Cannot change ${foreign} of ${workload}: its value comes from another ` +
        "object (valueFrom), and could not be put back",
    );
  }
  const before = variablesOf(now, names);
  return {
    undo: [scene.undoOf({ what: "env", workload, variables: { ...before } })],
    async inject(signal) {
      const change = { variables, owner: runId };
      await setVariables(cluster, namespace, workload, change);
      return `${workload}: ${variablesText(variables)}, ` +
        await afterwards(scene, workload, signal);
    },
  };
}

/** A node that takes no pods already stays as it is, and is not opened later. */
async function prepareCordon(
  { cluster, namespace, runId, undoOf }: Scene,
  { selector }: Doing<"cordon">,
): Promise<Prepared> {
  const all = await nodesOf(cluster, namespace, selector);
  const nodes = await openNodes(cluster, all);
  return {
    undo: nodes.length === 0
      ? []
      : [undoOf({ what: "uncordon", nodes: [...nodes] })],
    async inject() {
      for (const name of nodes) await cordon(cluster, name, runId);
      return `no new pod on ${all.join(", ")}`;
    },
  };
}

function prepareIsolation(
  { cluster, namespace, runId, undoOf }: Scene,
  { selector }: Doing<"isolate">,
): Prepared {
  // A run is named after its file, and objects take fewer letters than files.
  const id = runId.toLowerCase().replace(/[^a-z0-9-]/g, "-");
  const name = `quickticket-chaos-${id}`;
  return {
    undo: [undoOf({ what: "policy", name })],
    async inject() {
      await isolate(cluster, namespace, { name, selector, runId });
      return `${selector}: no connection is let in`;
    },
  };
}

/** Waits until the pods are as the workload asks, and says how long it took. */
async function afterwards(
  { cluster, namespace, clock }: Scene,
  workload: string,
  signal: AbortSignal,
): Promise<string> {
  const on = { namespace, workload, clock, signal };
  return `there after ${(await settled(cluster, on)).toFixed(1)} s`;
}

function variablesText(
  variables: Readonly<Record<string, string | null>>,
): string {
  return Object.entries(variables)
    .map(([name, value]) => value === null ? `no ${name}` : `${name}=${value}`)
    .join(", ");
}
