/**
 * The workloads that run pods: a Deployment, a StatefulSet or a Rollout, as the
 * API server tells it. One schema, so that all readers agree on defaults.
 * @module
 */

import { z } from "zod";

const count = z.number().default(0);

const labels = z.record(z.string(), z.string()).default({});

const containerSchema = z.looseObject({
  name: z.string().default(""),
  image: z.string().default(""),
  env: z.array(
    z.looseObject({ name: z.string(), value: z.string().optional() }),
  ).default([]),
});

/** The pods that it makes. */
const templateSchema = z.looseObject({
  metadata: z.looseObject({ labels }).default({ labels: {} }),
  spec: z.looseObject({ containers: z.array(containerSchema).default([]) }),
});

/** How far it has come; all zero before its controller has looked. */
export const workloadStatusSchema = z.looseObject({
  // A Rollout has it as text.
  observedGeneration: z.coerce.number().default(0),
  replicas: count,
  updatedReplicas: count,
  availableReplicas: count,
  /** Of Rollouts alone. */
  phase: z.string().default(""),
  message: z.string().default(""),
});

/** A workload. Fields that it does not name are kept. */
export const workloadSchema = z.looseObject({
  kind: z.string().default(""),
  metadata: z.looseObject({
    name: z.string(),
    generation: count,
    labels,
    annotations: z.record(z.string(), z.string()).default({}),
  }),
  spec: z.looseObject({
    replicas: z.number().default(1),
    // A Rollout that names a Deployment by workloadRef has none.
    template: templateSchema.prefault({ spec: {} }),
  }),
  status: workloadStatusSchema.prefault({}),
});

/** A pod template. */
export type Template = z.output<typeof templateSchema>;

/** A workload as it is. */
export type Workload = z.output<typeof workloadSchema>;
