/**
 * Kubernetes objects, as they were before.
 * @module
 */

import {
  connect,
  connectAgain,
  cordon,
  setReplicas,
  setVariables,
} from "../../adapters/kubernetes/api/mod.ts";
import type { Undo } from "../model/undo.ts";

/** Puts back what was noted, and takes the owner's mark away. */
export async function restore(
  { context, namespace, restore: what }: Extract<Undo, { kind: "kubernetes" }>,
): Promise<string> {
  const cluster = await connect(context);
  switch (what.what) {
    case "replicas": {
      const { workload, replicas } = what;
      const change = { replicas, owner: null };
      await setReplicas(cluster, namespace, workload, change);
      return `${workload}: ${replicas} replicas again`;
    }
    case "env": {
      const { workload, variables } = what;
      const change = { variables, owner: null };
      await setVariables(cluster, namespace, workload, change);
      return `${workload}: ${Object.keys(variables).join(", ")} as before`;
    }
    case "uncordon":
      for (const name of what.nodes) await cordon(cluster, name, null);
      return `${what.nodes.join(", ")}: open again`;
    case "policy":
      await connectAgain(cluster, namespace, what.name);
      return `${what.name}: deleted`;
  }
}
