/**
 * The workloads of Lab 12 as the student's files declare them.
 * @module
 */

import type { CheckContext } from "../../scripts/checks/mod.ts";
import {
  invalidManifests,
  type Manifests,
  nameOf,
  replicasOf,
  studentManifests,
  workloadsIn,
  type WrittenWorkload,
} from "../../scripts/checks/manifests/mod.ts";

/** The kinds that this lab is about. */
export const SERVED = [
  "gateway",
  "events",
  "payments",
  "notifications",
] as const;

/** One of {@link SERVED}. */
export type Served = (typeof SERVED)[number];

/** A workload that is written, and how many pods it keeps. */
export interface WrittenPods extends WrittenWorkload {
  readonly app: Served;
  readonly pods: number;
}

/** Files and what they declare. */
export interface Written extends Manifests {
  readonly workloads: readonly WrittenPods[];
  /** The objects of those kinds that the API server would refuse, in words. */
  readonly invalid: readonly string[];
}

/** Reads the files, and holds objects of some kinds to the API server's models. */
export async function writtenPods(
  context: CheckContext,
  kinds: RegExp,
): Promise<Written> {
  const manifests = await studentManifests(context);
  const { objects, broken } = manifests;
  const workloads = workloadsIn(objects).flatMap((one) => {
    const app = SERVED.find((app) => app === (one.labels.app ?? one.name));
    return app === undefined
      ? []
      : [{ ...one, app, pods: replicasOf(one, objects) }];
  });
  const own = new Set<string>(workloads.map(({ name }) => name));
  const held = objects.filter(({ object }) =>
    kinds.test(object.kind) &&
    (object.kind === "PodDisruptionBudget" || own.has(nameOf(object)))
  );
  const invalid = held.length === 0
    ? broken
    : await invalidManifests({ objects: held, broken });
  return { ...manifests, workloads, invalid };
}

/** Kinds that keep pods running. */
export const WORKLOADS = /^(?:Deployment|StatefulSet|Rollout)$/;
