/**
 * Whether everything that runs for us has become what it was asked to be.
 * @module
 */

import { z } from "zod";
import type { Clock } from "../../../services/shared/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { missingImages } from "./image_pulls.ts";
import { type Kubectl, OURS } from "./kubectl.ts";
import { type Workload, workloadSchema } from "./workload_schema.ts";

const List = z.object({ items: z.array(workloadSchema) });

/** How often is asked (ms). */
const ASK_EVERY_MS = 500;

/** So long nothing has moved before images are asked for: one may be on its way (ms). */
const NO_IMAGE_MS = 30_000;

/** Why a workload is not done, or undefined when it is. */
export function unfinished(workload: Workload): string | undefined {
  const { kind, metadata, spec, status } = workload;
  const what = `${kind} ${metadata.name}`;
  if (status.observedGeneration < metadata.generation) {
    return `${what} has not been looked at yet`;
  }
  if (kind === "Rollout" && status.phase !== "Healthy") {
    return `${what} is ${status.phase || "new"}: ${status.message}`;
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
 * @param onWait called with what is missing, whenever that changes
 * @returns how long it took (ms)
 * @throws {CouldNotRun} with what is missing, after `withinMs`, or as soon as an
 * image is nowhere to be had
 */
export async function waitReady(
  kubectl: Kubectl,
  clock: Clock,
  withinMs: number,
  { onWait }: { readonly onWait?: (missing: string) => void } = {},
): Promise<number> {
  const start = clock.monotonic();
  let told = "";
  let moved = start;
  for (;;) {
    const left = await problemsOf(kubectl);
    const now = clock.monotonic();
    if (left.length === 0) return now - start;
    const missing = left.join("\n  ");
    if (missing !== told) {
      onWait?.(missing);
      told = missing;
      moved = now;
    }
    const images = now - moved > NO_IMAGE_MS
      ? await missingImages(kubectl)
      : [];
    const seconds = Math.round((now - start) / 1000);
    if (images.length > 0) {
      throw new CouldNotRun(
        `Not ready after ${seconds} s:\n  ${images.join("\n  ")}\n` +
          "Bring it: deno task cluster load (--tag names another version)",
      );
    }
    if (now - start > withinMs) {
      throw new CouldNotRun(`Not ready after ${seconds} s:\n  ${missing}`);
    }
    await clock.sleep(ASK_EVERY_MS);
  }
}

/** The parts that are not in the desired state; empty when all are. */
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
