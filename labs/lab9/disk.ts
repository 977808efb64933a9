/**
 * The disk of PostgreSQL's pod: nothing that lasts, or a claim; and who
 * replaces the pod.
 * @module
 */

import { z } from "zod";
import {
  type Kubectl,
  workloadOf,
} from "../../scripts/adapters/kubernetes/mod.ts";

const Pods = z.object({
  items: z.array(z.looseObject({
    metadata: z.looseObject({ deletionTimestamp: z.string().optional() }),
    spec: z.looseObject({
      volumes: z.array(z.looseObject({
        persistentVolumeClaim: z.looseObject({ claimName: z.string() })
          .optional(),
      })).default([]),
    }),
  })),
});

const Strategy = z.looseObject({ type: z.string().optional() }).optional();

/** A disk that outlives pods. */
export interface Disk {
  readonly claim: string;
  readonly kind: string;
  /** Whether the old pod has gone before a new one comes. */
  readonly isAlone: boolean;
}

/** That of the live PostgreSQL; undefined: it has none. */
export async function diskOf(kubectl: Kubectl): Promise<Disk | undefined> {
  const { items } = Pods.parse(
    await kubectl.json(["get", "pods", "-l", "app=postgres"]),
  );
  const claim =
    items.filter(({ metadata }) => metadata.deletionTimestamp === undefined)
      .flatMap(({ spec }) => spec.volumes)
      .flatMap(({ persistentVolumeClaim }) =>
        persistentVolumeClaim?.claimName ?? []
      )[0];
  const workload = await workloadOf(kubectl, "postgres");
  if (claim === undefined || workload === undefined) return undefined;
  const { kind, spec } = workload;
  const strategy = "strategy" in spec
    ? Strategy.parse(spec.strategy)
    : undefined;
  return {
    claim,
    kind,
    isAlone: kind === "StatefulSet" || strategy?.type === "Recreate",
  };
}
