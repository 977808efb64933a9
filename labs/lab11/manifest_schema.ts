/**
 * The parts of a manifest that step 11.2 looks at.
 * @module
 */

import { z } from "zod";
import { labelSelectorSchema } from "../../scripts/adapters/kubernetes/mod.ts";

const portName = z.union([z.int(), z.string()]);

const probe = z.looseObject({
  httpGet: z.looseObject({
    path: z.string().default("/"),
    port: portName,
    scheme: z.string().default("HTTP"),
  }).optional(),
});

/** Which user runs; of a pod or a container. */
export const securityContext = z.looseObject({
  runAsNonRoot: z.boolean().optional(),
  runAsUser: z.int().optional(),
  readOnlyRootFilesystem: z.boolean().optional(),
  privileged: z.boolean().optional(),
}).default({});

const container = z.looseObject({
  image: z.string().default(""),
  ports: z.array(z.looseObject({
    name: z.string().optional(),
    containerPort: z.int(),
  })).nullish(),
  env: z.array(z.looseObject({ name: z.string(), value: z.unknown() }))
    .nullish(),
  resources: z.looseObject({
    limits: z.record(z.string(), z.unknown()).nullish(),
  }).nullish(),
  readinessProbe: probe.nullish(),
  livenessProbe: probe.nullish(),
  securityContext,
});

/** A container. */
export type Container = z.infer<typeof container>;

const labels = z.record(z.string(), z.string()).default({});

/** The workload that keeps the pods running. */
export const workload = z.looseObject({
  kind: z.enum(["Deployment", "Rollout", "StatefulSet"]),
  metadata: z.looseObject({
    name: z.string().optional(),
    namespace: z.string().optional(),
  }).default({}),
  spec: z.looseObject({
    replicas: z.int().default(1),
    selector: labelSelectorSchema.nullish(),
    template: z.looseObject({
      metadata: z.looseObject({ labels }).default({ labels: {} }),
      spec: z.looseObject({
        securityContext,
        containers: z.array(container).min(1),
        initContainers: z.array(container).default([]),
      }),
    }),
  }),
});

/** The Services that lead to them. */
export const service = z.looseObject({
  kind: z.literal("Service"),
  metadata: z.looseObject({ namespace: z.string().optional() }).default({}),
  spec: z.looseObject({
    selector: z.record(z.string(), z.string()).nullish(),
    ports: z.array(
      z.looseObject({ port: z.int(), targetPort: portName.optional() }),
    ).default([]),
  }),
});
