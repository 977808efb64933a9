/**
 * What a student's files declare, and what the cluster runs, in one shape: a
 * check may hold both to the same rules.
 * @module
 */

import { z } from "zod";
import type { CheckContext } from "../../scripts/checks/mod.ts";
import {
  objectsIn,
  workloadOf,
} from "../../scripts/adapters/kubernetes/mod.ts";

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

const Action = z.looseObject({
  httpGet: z.looseObject({
    path: z.string().default("/"),
    host: z.string().optional(),
  }).optional(),
  exec: z.looseObject({ command: z.array(z.string()).default([]) }).optional(),
  periodSeconds: z.int().default(10),
  failureThreshold: z.int().default(3),
});

/** A probe, with the defaults of Kubernetes. */
export type Probe = z.infer<typeof Action>;

const Quantities = z.record(
  z.string(),
  z.union([z.string(), z.number()]).transform(String),
)
  .default({});

const Container = z.looseObject({
  image: z.string().default(""),
  livenessProbe: Action.optional(),
  readinessProbe: Action.optional(),
  resources: z.looseObject({ requests: Quantities, limits: Quantities })
    .default({ requests: {}, limits: {} }),
});

const Thing = z.looseObject({
  kind: z.string().default(""),
  metadata: z.looseObject({ name: z.string().default("") }).default({
    name: "",
  }),
  spec: z.looseObject({
    replicas: z.int().default(1),
    template: z.looseObject({
      metadata: z.looseObject({
        labels: z.record(z.string(), z.string()).default({}),
      })
        .default({ labels: {} }),
      spec: z.looseObject({ containers: z.array(Container).default([]) }),
    }).optional(),
  }).optional(),
});

/** One container of a part, and who says so. */
export interface Declared extends z.infer<typeof Container> {
  readonly part: Part;
  /** "k8s/gateway.yaml", or "the running gateway". */
  readonly where: string;
  readonly replicas: number;
}

/** Kinds that keep pods running. */
const WORKLOADS = /^(Deployment|StatefulSet|Rollout|ReplicaSet)$/;

/** Manifests of the five parts; folders below are the student's own affair. */
const MANIFEST = /^(app\/)?k8s\/[^/]+\.(?:ya?ml|json)$/;

/** Paths of manifests to apply; a kustomization is none. */
export async function manifests(
  { files, read }: CheckContext,
): Promise<readonly string[]> {
  const paths = await files(MANIFEST);
  const texts = await Promise.all(
    paths.map(async (path) => await read(path) ?? ""),
  );
  return paths.filter((_, i) =>
    !/^["{\s]*kind["']?\s*:\s*["']?Kustomization/m.test(texts[i] ?? "")
  );
}

/** Manifests that are no YAML, each with its first error. */
export async function brokenManifests(
  context: CheckContext,
): Promise<readonly string[]> {
  const all = await Promise.all((await manifests(context)).map(async (path) => {
    try {
      objectsIn(await context.read(path) ?? "", path);
      return [];
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      return [error.message];
    }
  }));
  return all.flat();
}

/** What the files declare of the five parts. */
export async function declaredInFiles(
  context: CheckContext,
): Promise<readonly Declared[]> {
  const all = await Promise.all(
    (await manifests(context)).map(async (path) =>
      declaredIn(await context.read(path) ?? "", path)
    ),
  );
  return all.flat();
}

/** What some YAML declares of the five parts; what is no YAML declares nothing. */
export function declaredIn(yaml: string, where: string): readonly Declared[] {
  return readable(yaml, where).flatMap((object) => {
    const thing = Thing.safeParse(object);
    if (!thing.success || !WORKLOADS.test(thing.data.kind)) return [];
    const { metadata, spec } = thing.data;
    const app = spec?.template?.metadata.labels.app ?? metadata.name;
    const part = PARTS.find((one) => one === app);
    const [container] = spec?.template?.spec.containers ?? [];
    if (part === undefined || container === undefined) return [];
    return [{ ...container, part, where, replicas: spec?.replicas ?? 1 }];
  });
}

function readable(yaml: string, where: string): readonly unknown[] {
  try {
    return objectsIn(yaml, where);
  } catch {
    return []; // brokenManifests() says why
  }
}

/** What runs of the five parts. @throws {CouldNotRun} when there is no cluster */
export async function running(
  { kubectl }: CheckContext,
): Promise<readonly Declared[]> {
  await kubectl.run(["get", "deployments", "-o", "name"]); // says so where there is none
  const all = await Promise.all(PARTS.map(async (part) => {
    const workload = await workloadOf(kubectl, part);
    const [container] = workload?.spec.template.spec.containers ?? [];
    if (workload === undefined || container === undefined) return [];
    const where = `the running ${part}`;
    return [{
      ...Container.parse(container),
      part,
      where,
      replicas: workload.spec.replicas,
    }];
  }));
  return all.flat();
}
