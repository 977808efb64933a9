/**
 * A workload as it is written: its pods, whom its selector selects, how it
 * changes them. Absent fields have the defaults of Kubernetes; a field of the
 * wrong type counts as absent, since the schema has its own message for it.
 * @module
 */

import { z } from "zod";
import {
  type LabelSelector,
  labelSelectorSchema,
} from "../../adapters/kubernetes/mod.ts";
import type { WrittenObject } from "./student_manifests.ts";

const port = z.union([z.string(), z.number()]).optional().catch(undefined);

const labels = z.record(z.string(), z.coerce.string()).nullish().catch({})
  .transform((one) => one ?? {});

function lenient<T extends z.ZodType>(schema: T) {
  return schema.nullish().catch(undefined)
    .transform((one) => one ?? undefined);
}

function listOf<T extends z.ZodType>(schema: T) {
  return z.array(schema).nullish().catch([]).transform((one) => one ?? []);
}

function whole(fallback: number) {
  return z.int().catch(fallback).default(fallback);
}

/** A probe, with the defaults of Kubernetes. */
export const probeSchema = z.looseObject({
  httpGet: lenient(z.looseObject({
    path: z.string().default("/"),
    port,
    host: lenient(z.string()),
    scheme: z.string().default("HTTP"),
  })),
  tcpSocket: lenient(z.looseObject({ port, host: lenient(z.string()) })),
  grpc: lenient(z.looseObject({ port })),
  exec: lenient(z.looseObject({ command: listOf(z.string()) })),
  periodSeconds: whole(10),
  failureThreshold: whole(3),
  initialDelaySeconds: whole(0),
});

/** A probe. */
export type Probe = z.infer<typeof probeSchema>;

const quantities = z.record(
  z.string(),
  z.union([z.string(), z.number()]).transform(String),
).nullish().catch({}).transform((one) => one ?? {});

const hook = lenient(z.looseObject({
  sleep: lenient(z.looseObject({ seconds: z.number().default(0) })),
  exec: lenient(z.looseObject({ command: listOf(z.string()) })),
  httpGet: lenient(z.looseObject({ path: z.string().default("/") })),
}));

/** A container, with the defaults of Kubernetes. */
export const containerSchema = z.looseObject({
  name: z.string().catch("").default(""),
  image: z.string().catch("").default(""),
  imagePullPolicy: lenient(z.string()),
  command: listOf(z.string()),
  args: listOf(z.coerce.string()),
  env: listOf(z.looseObject({
    name: z.string().default(""),
    value: z.coerce.string().optional(),
    valueFrom: z.unknown().optional(),
  })),
  ports: listOf(z.looseObject({
    name: lenient(z.string()),
    containerPort: z.number().catch(0).default(0),
  })),
  livenessProbe: lenient(probeSchema),
  readinessProbe: lenient(probeSchema),
  startupProbe: lenient(probeSchema),
  resources: z.looseObject({ requests: quantities, limits: quantities })
    .nullish().catch(undefined)
    .transform((one) => one ?? { requests: {}, limits: {} }),
  lifecycle: lenient(z.looseObject({ preStop: hook })),
  restartPolicy: lenient(z.string()),
  securityContext: lenient(z.looseObject({
    runAsUser: lenient(z.number()),
    runAsNonRoot: lenient(z.boolean()),
  })),
});

/** A container. */
export type Container = z.infer<typeof containerSchema>;

const podSchema = z.looseObject({
  containers: listOf(containerSchema),
  initContainers: listOf(containerSchema),
  enableServiceLinks: z.boolean().nullish().catch(undefined)
    .transform((one) => one ?? true),
  terminationGracePeriodSeconds: whole(30),
  topologySpreadConstraints: z.unknown().optional(),
  securityContext: lenient(z.looseObject({
    runAsUser: lenient(z.number()),
    runAsNonRoot: lenient(z.boolean()),
  })),
});

const limit = z.union([z.number(), z.string()]).optional().catch(undefined);

const strategySchema = z.looseObject({
  type: lenient(z.string()),
  rollingUpdate: lenient(z.looseObject({ maxUnavailable: limit })),
  canary: z.unknown().optional(),
});

const workloadSchema = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({ name: z.string().default("") })
    .catch({ name: "" }).default({ name: "" }),
  spec: z.looseObject({
    replicas: z.number().nullish().catch(undefined)
      .transform((one) => one ?? undefined),
    selector: labelSelectorSchema.nullish().catch(undefined),
    strategy: lenient(strategySchema),
    template: z.looseObject({
      metadata: z.looseObject({ labels }).nullish().catch(undefined)
        .transform((one) => one ?? { labels: {} }),
      spec: podSchema,
    }),
  }),
});

/** A Deployment, StatefulSet or Rollout. */
export interface WrittenWorkload {
  readonly path: string;
  readonly kind: string;
  readonly name: string;
  /** undefined: left to another controller, such as an autoscaler, or 1. */
  readonly replicas: number | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly selector: LabelSelector | null | undefined;
  readonly strategy: z.infer<typeof strategySchema> | undefined;
  readonly pod: z.infer<typeof podSchema>;
}

/** Kinds that keep pods running. */
const WORKLOADS = /^(?:Deployment|StatefulSet|Rollout)$/;

/** The workloads among some objects. */
export function workloadsIn(
  all: readonly WrittenObject[],
): readonly WrittenWorkload[] {
  return all.flatMap(({ path, object }) => {
    if (!WORKLOADS.test(object.kind)) return [];
    const found = workloadSchema.safeParse(object);
    if (!found.success) return [];
    const { kind, metadata: { name }, spec } = found.data;
    const { replicas, selector, strategy, template } = spec;
    const { metadata, spec: pod } = template;
    return [{
      path,
      kind,
      name,
      replicas,
      labels: metadata.labels,
      selector,
      strategy,
      pod,
    }];
  });
}

const scalerSchema = z.looseObject({
  kind: z.literal("HorizontalPodAutoscaler"),
  spec: z.looseObject({
    minReplicas: z.number().default(1),
    scaleTargetRef: z.looseObject({ kind: z.string(), name: z.string() }),
  }),
});

/** How many pods there are at least: as written, else as an autoscaler keeps. */
export function replicasOf(
  { kind, name, replicas }: WrittenWorkload,
  all: readonly WrittenObject[],
): number {
  if (replicas !== undefined) return replicas;
  const [found] = all.flatMap(({ object }) => {
    const { data } = scalerSchema.safeParse(object);
    const target = data?.spec.scaleTargetRef;
    return target?.kind === kind && target.name === name
      ? [data?.spec.minReplicas ?? 1]
      : [];
  });
  return found ?? 1;
}
