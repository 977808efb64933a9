/**
 * Objects of one Kubernetes namespace: pods deleted and evicted, workloads
 * scaled and given other variables, nodes cordoned, pods cut off.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import type { ActionContext, Prepared } from "../action_context.ts";
import type { ActionOf } from "../action_providers.ts";
import {
  connect,
  cordon,
  deletePods,
  evict,
  isolate,
  nodesOf,
  podsOf,
  readWorkload,
  setReplicas,
  settled,
  setVariables,
  variablesOf,
} from "../../adapters/kubernetes/api/mod.ts";
import type { Undo } from "../undo.ts";

type Provider = ActionOf<"kubernetes">;
type Restore = Extract<Undo, { kind: "kubernetes" }>["restore"];

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
  const cluster = connect(context);
  const undoOf = (restore: Restore): Undo => ({
    kind: "kubernetes",
    namespace,
    ...context === undefined ? {} : { context },
    restore,
  });
  async function afterS(workload: string, signal: AbortSignal) {
    const on = { namespace, workload, clock, signal };
    return `there after ${(await settled(cluster, on)).toFixed(1)} s`;
  }
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
        async inject(signal) {
          const change = { replicas, owner: runId };
          await setReplicas(cluster, namespace, workload, change);
          return `${workload}: ${now.spec.replicas} to ${replicas} replicas, ` +
            await afterS(workload, signal);
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
        async inject(signal) {
          const change = { variables, owner: runId };
          await setVariables(cluster, namespace, workload, change);
          return `${workload}: ${wordsOf(variables)}, ` +
            await afterS(workload, signal);
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

function wordsOf(variables: Readonly<Record<string, string | null>>): string {
  return Object.entries(variables)
    .map(([name, value]) => value === null ? `no ${name}` : `${name}=${value}`)
    .join(", ");
}
