/**
 * The declared objects of a student's files and those of the cluster, in one
 * shape: a check may hold both to the same rules.
 * @module
 */

import type { CheckContext } from "../../scripts/checks/mod.ts";
import {
  type Container,
  containerSchema,
  mainContainer,
  type Manifests,
  type Probe,
  studentManifests,
  workloadsIn,
  type WrittenObject,
  type WrittenWorkload,
} from "../../scripts/checks/manifests/mod.ts";
import {
  objectsIn,
  workloadOf,
} from "../../scripts/adapters/kubernetes/mod.ts";

export type { Probe };

/** The five parts of the shop. */
export const PARTS = [
  "gateway",
  "events",
  "payments",
  "postgres",
  "redis",
] as const;

/** Those that are ours, with probes over HTTP. */
export const SERVICES = ["gateway", "events", "payments"] as const;

/** One of {@link PARTS}. */
export type Part = (typeof PARTS)[number];

/** The container of a part, and who says so. */
export interface Declared extends Container {
  readonly part: Part;
  /** "k8s/gateway.yaml", or "the running gateway". */
  readonly where: string;
  readonly replicas: number;
  /** All containers of its pods: a named port may be another one's. */
  readonly beside?: readonly Container[];
  /** As it is written; of what runs there is none. */
  readonly workload?: WrittenWorkload;
}

/** The student's manifests: all of it, and the five parts of it. */
export interface WrittenShop extends Manifests {
  readonly parts: readonly Declared[];
}

/** The objects in the files. */
export async function writtenShop(
  context: CheckContext,
): Promise<WrittenShop> {
  const manifests = await studentManifests(context);
  return { ...manifests, parts: partsIn(manifests.objects) };
}

/** The declarations of the five parts in the files. */
export async function declaredInFiles(
  context: CheckContext,
): Promise<readonly Declared[]> {
  return (await writtenShop(context)).parts;
}

/**
 * The declarations of the five parts in some YAML; other text declares nothing.
 */
export function declaredIn(yaml: string, where: string): readonly Declared[] {
  return partsIn(
    readable(yaml, where).map((object) => ({ path: where, object })),
  );
}

function partsIn(objects: readonly WrittenObject[]): readonly Declared[] {
  return workloadsIn(objects).flatMap((workload) => {
    const { labels, name, path, replicas = 1, pod } = workload;
    const app = labels.app ?? name;
    const part = PARTS.find((one) => one === app);
    if (part === undefined) return [];
    const container = mainContainer(part, pod.containers);
    if (container === undefined) return [];
    return [{
      ...container,
      part,
      where: path,
      replicas,
      beside: pod.containers,
      workload,
    }];
  });
}

function readable(yaml: string, where: string) {
  try {
    return objectsIn(yaml, where);
  } catch {
    return []; // the step that asks for valid manifests says why
  }
}

/**
 * The running objects of the five parts. @throws {CouldNotRun} when there is no
 * cluster
 */
export async function running(
  { kubectl }: CheckContext,
): Promise<readonly Declared[]> {
  await kubectl.run(["get", "deployments", "-o", "name"]); // says so where there is none
  const all = await Promise.all(PARTS.map(async (part) => {
    const workload = await workloadOf(kubectl, part);
    const containers = (workload?.spec.template.spec.containers ?? [])
      .map((one) => containerSchema.parse(one));
    const container = mainContainer(part, containers);
    if (workload === undefined || container === undefined) return [];
    const where = `the running ${part}`;
    return [{
      ...container,
      part,
      where,
      replicas: workload.spec.replicas,
      beside: containers,
    }];
  }));
  return all.flat();
}
