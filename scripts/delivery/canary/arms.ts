/**
 * Requests by arm of a canary, counted by the pods themselves: what reached the
 * new version, and what the old one.
 * @module
 */

import { z } from "zod";
import { parseExposition } from "../../adapters/prometheus/mod.ts";
import type { Kubectl } from "../../adapters/kubernetes/mod.ts";

/** Where the gateway listens. */
const PORT = 8080;

/** The counters of the gateway. */
const COUNTER = "gateway_requests_total";

/** The label by which Argo tells the versions of a Rollout apart. */
const HASH = "rollouts-pod-template-hash";

const Pods = z.object({
  items: z.array(z.object({
    metadata: z.object({
      name: z.string(),
      deletionTimestamp: z.string().optional(),
      labels: z.record(z.string(), z.string()).default({}),
    }),
    status: z.object({
      phase: z.string().default(""),
      conditions: z.array(z.object({ type: z.string(), status: z.string() }))
        .default([]),
    }),
  })),
});

/** The counts of one pod since it started. */
export interface Counted {
  readonly pod: string;
  readonly hash: string;
  readonly requests: number;
}

/** The counts of each ready pod of an app, without terminating pods. */
export async function countedBy(
  kubectl: Kubectl,
  app: string,
): Promise<readonly Counted[]> {
  const { items } = Pods.parse(
    await kubectl.json(["get", "pods", "-l", `app=${app}`]),
  );
  const ready = items.filter(({ metadata, status }) =>
    metadata.deletionTimestamp === undefined &&
    status.conditions.some(({ type, status }) =>
      type === "Ready" && status === "True"
    )
  );
  const context = await kubectl.run(
    ["config", "view", "--minify", "-o", "jsonpath={..namespace}"],
  );
  const namespace = context === "" ? "default" : context;
  return await Promise.all(ready.map(async ({ metadata }) => {
    const path =
      `/api/v1/namespaces/${namespace}/pods/${metadata.name}:${PORT}`;
    const text = await kubectl.run(["get", "--raw", `${path}/proxy/metrics`]);
    const requests = parseExposition(text)
      .filter(({ name }) => name === COUNTER)
      .reduce((sum, { value }) => sum + value, 0);
    return {
      pod: metadata.name,
      hash: metadata.labels[HASH] ?? "",
      requests,
    };
  }));
}

/** Requests in a window. */
export interface Arms {
  readonly canary: number;
  readonly stable: number;
}

/**
 * The requests between two counts, to the pods with that hash and to others.
 */
export function armsBetween(
  before: readonly Counted[],
  after: readonly Counted[],
  hash: string,
): Arms {
  let canary = 0;
  let stable = 0;
  for (const { pod, hash: its, requests } of after) {
    const since = before.find((one) => one.pod === pod)?.requests ?? 0;
    // A container that was restarted in between counts from 0 again.
    const grown = requests < since ? requests : requests - since;
    if (its === hash) canary += grown;
    else stable += grown;
  }
  return { canary, stable };
}

/** Per cent of the requests that the canary had; 0 of none. */
export function shareOf({ canary, stable }: Arms): number {
  return canary + stable === 0 ? 0 : canary / (canary + stable) * 100;
}
