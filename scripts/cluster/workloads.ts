/**
 * Whether everything that runs for us has become what it was asked to be.
 * @module
 */

import { z } from "zod";
import type { Clock } from "../../services/shared/mod.ts";
import { CouldNotRun } from "../lib/tool.ts";
import { type Kubectl, OURS } from "./kubectl.ts";

const count = z.int().default(0);

const Workload = z.object({
  kind: z.string(),
  metadata: z.object({ name: z.string(), generation: z.int().default(0) }),
  spec: z.object({ replicas: z.int().default(1) }),
  status: z.object({
    // A Rollout has it as text.
    observedGeneration: z.coerce.number().default(0),
    replicas: count,
    updatedReplicas: count,
    availableReplicas: count,
    phase: z.string().optional(),
    message: z.string().optional(),
  }).default({
    observedGeneration: 0,
    replicas: 0,
    updatedReplicas: 0,
    availableReplicas: 0,
  }),
});
type Workload = z.infer<typeof Workload>;

const List = z.object({ items: z.array(Workload) });

/** How often is asked (ms). */
const ASK_EVERY_MS = 500;

/** Why a workload is not done, or undefined when it is. */
export function unfinished(workload: Workload): string | undefined {
  const { kind, metadata, spec, status } = workload;
  const what = `${kind} ${metadata.name}`;
  if (status.observedGeneration < metadata.generation) {
    return `${what} has not been looked at yet`;
  }
  if (kind === "Rollout" && status.phase !== "Healthy") {
    return `${what} is ${status.phase ?? "new"}: ${status.message ?? ""}`;
  }
  const { replicas, updatedReplicas, availableReplicas } = status;
  return updatedReplicas === spec.replicas && replicas === spec.replicas &&
      availableReplicas >= spec.replicas
    ? undefined
    : `${what} has ${availableReplicas} of ${spec.replicas} available, ` +
      `${updatedReplicas} of them new`;
}

/**
 * Waits until all of ours in the current namespace and in `monitoring` are.
 * @returns how long it took (ms)
 * @throws {CouldNotRun} with what is missing, after `withinMs`
 */
export async function waitReady(
  kubectl: Kubectl,
  clock: Clock,
  withinMs: number,
): Promise<number> {
  const start = clock.monotonic();
  for (;;) {
    const left = await problemsOf(kubectl);
    const ms = clock.monotonic() - start;
    if (left.length === 0) return ms;
    if (ms > withinMs) {
      throw new CouldNotRun(
        `Not ready after ${Math.round(ms / 1000)} s:\n  ${left.join("\n  ")}`,
      );
    }
    await clock.sleep(ASK_EVERY_MS);
  }
}

/** What is not as it was asked to be; none when all is well. */
export async function problemsOf(
  kubectl: Kubectl,
): Promise<readonly string[]> {
  return (await workloads(kubectl)).flatMap((one) => unfinished(one) ?? []);
}

async function workloads(kubectl: Kubectl): Promise<readonly Workload[]> {
  const kinds = await hasRollouts(kubectl)
    ? "deployments,statefulsets,rollouts"
    : "deployments,statefulsets";
  const lists = await Promise.all(
    [[], ["-n", "monitoring"]].map((where) =>
      kubectl.json(["get", kinds, "-l", OURS, ...where])
    ),
  );
  return lists.flatMap((list) => List.parse(list).items);
}

/** Whether the cluster knows Argo's Rollouts. */
export async function hasRollouts(kubectl: Kubectl): Promise<boolean> {
  const text = await kubectl.run(
    ["get", "crd", "rollouts.argoproj.io", "--ignore-not-found", "-o", "name"],
  );
  return text !== "";
}
