/**
 * The disruptions of a cluster on an ordinary day.
 * @module
 */

import { z } from "zod";
import type { Kubectl } from "../../adapters/kubernetes/mod.ts";

/** One thing that happens. */
export interface Disruption {
  readonly what: string;
  /** Whether requests may fail for a while: only where nothing is doubled. */
  readonly outage: boolean;
  run(kubectl: Kubectl): Promise<unknown>;
}

const DOUBLED = ["gateway", "events", "payments", "notifications"] as const;

/** In the order in which they happen. */
export const DISRUPTIONS: readonly Disruption[] = [
  ...DOUBLED.map((app): Disruption => ({
    what: `a pod of ${app} is deleted`,
    outage: false,
    run: async (kubectl) =>
      await kubectl.run(["delete", await aPodOf(kubectl, app), "--wait=false"]),
  })),
  ...DOUBLED.map((app): Disruption => ({
    what: `a pod of ${app} is evicted, as a drain does`,
    outage: false,
    run: async (kubectl) => await evict(kubectl, await aPodOf(kubectl, app)),
  })),
  ...["events", "payments", "notifications"].map((app): Disruption => ({
    what: `${app} is restarted, pod by pod`,
    outage: false,
    run: (kubectl) => kubectl.run(["rollout", "restart", `deployment/${app}`]),
  })),
  {
    what: "gateway is restarted, pod by pod",
    outage: false,
    run: (kubectl) =>
      kubectl.run([
        ...["patch", "rollout", "gateway", "--type=merge", "-p"],
        JSON.stringify({ spec: { restartAt: new Date().toISOString() } }),
      ]),
  },
  {
    what: "Redis loses its pod: reserving fails until it is back",
    outage: true,
    run: async (kubectl) =>
      await kubectl.run(["delete", await aPodOf(kubectl, "redis")]),
  },
  {
    what: "PostgreSQL loses its pod: the shop is closed until it is back",
    outage: true,
    run: (kubectl) => kubectl.run(["delete", "pod", "postgres-0"]),
  },
];

async function aPodOf(kubectl: Kubectl, app: string): Promise<string> {
  const names = await kubectl.run(
    ["get", "pods", "-l", `app=${app}`, "-o", "name"],
  );
  return names.split("\n")[0] ?? "";
}

/** Asks as `kubectl drain` asks: a budget that is used up says no. */
async function evict(kubectl: Kubectl, pod: string): Promise<void> {
  const name = pod.replace(/^pod\//, "");
  const { metadata: { namespace } } = Pod.parse(
    await kubectl.json(["get", "pod", name]),
  );
  await kubectl.run(
    [
      ...["create", "-f", "-", "--raw"],
      `/api/v1/namespaces/${namespace}/pods/${name}/eviction`,
    ],
    JSON.stringify({
      apiVersion: "policy/v1",
      kind: "Eviction",
      metadata: { name, namespace },
    }),
  );
}

const Pod = z.object({ metadata: z.object({ namespace: z.string() }) });
