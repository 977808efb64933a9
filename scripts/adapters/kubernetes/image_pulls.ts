/**
 * Pods that wait for an image that no registry has: waiting longer does not
 * help.
 * @module
 */

import { z } from "zod";
import { type Kubectl, OURS } from "./kubectl.ts";

const Container = z.object({
  image: z.string(),
  state: z.object({
    waiting: z.object({ reason: z.string().default("") }).optional(),
  }).default({}),
});

const Pods = z.object({
  items: z.array(z.object({
    metadata: z.object({ name: z.string() }),
    status: z.object({
      initContainerStatuses: z.array(Container).default([]),
      containerStatuses: z.array(Container).default([]),
    }),
  })),
});

/** Reasons for which kubelet waits, of images. */
const REFUSED = /^(?:ErrImage|ImagePullBackOff|InvalidImageName)/;

/** Which of ours cannot get their image, in words. */
export async function missingImages(
  kubectl: Kubectl,
): Promise<readonly string[]> {
  return imagesMissingIn(await kubectl.json(["get", "pods", "-l", OURS]));
}

/** Which of these cannot get their image, in words. */
export function imagesMissingIn(pods: unknown): readonly string[] {
  return Pods.parse(pods).items.flatMap(({ metadata, status }) =>
    [...status.initContainerStatuses, ...status.containerStatuses].flatMap(
      ({ image, state: { waiting } }) =>
        waiting !== undefined && REFUSED.test(waiting.reason)
          ? [`${metadata.name} cannot get ${image} (${waiting.reason})`]
          : [],
    )
  );
}
