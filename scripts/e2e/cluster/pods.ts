/**
 * The restarts and ages of pods.
 * @module
 */

import { z } from "zod";
import { type Kubectl, OURS } from "../../adapters/kubernetes/mod.ts";

const Status = z.object({
  name: z.string(),
  restartCount: z.int(),
  ready: z.boolean(),
  lastState: z.object({
    terminated: z.object({ reason: z.string().default("") }).optional(),
  }).default({}),
});

const List = z.object({
  items: z.array(z.object({
    metadata: z.object({
      name: z.string(),
      labels: z.record(z.string(), z.string()).default({}),
    }),
    status: z.object({ containerStatuses: z.array(Status).default([]) }),
  })),
});

/** A pod of ours. */
export interface PodSeen {
  readonly name: string;
  readonly app: string;
  readonly isReady: boolean;
  readonly restarts: number;
  /** A container was killed for its memory. */
  readonly wasOutOfMemory: boolean;
}

/** All pods of ours, jobs left out. */
export async function podsSeen(kubectl: Kubectl): Promise<readonly PodSeen[]> {
  const { items } = List.parse(await kubectl.json(["get", "pods", "-l", OURS]));
  return items.filter(({ metadata }) =>
    metadata.labels["job-name"] === undefined
  )
    .map(({ metadata, status }) => ({
      name: metadata.name,
      app: metadata.labels.app ?? "",
      isReady: status.containerStatuses.every(({ ready }) => ready),
      restarts: status.containerStatuses
        .reduce((sum, { restartCount }) => sum + restartCount, 0),
      wasOutOfMemory: status.containerStatuses.some(({ lastState }) =>
        lastState.terminated?.reason === "OOMKilled"
      ),
    }));
}

/** Restarts since `before`: a pod that is new since then counts with all its own. */
export function restartsBetween(
  before: readonly PodSeen[],
  after: readonly PodSeen[],
): number {
  const left = before.filter(({ name }) =>
    after.some((one) => one.name === name)
  );
  return restartsOf(after) - restartsOf(left);
}

/** Restarts of all of them together. */
function restartsOf(pods: readonly PodSeen[]): number {
  return pods.reduce((sum, { restarts }) => sum + restarts, 0);
}
