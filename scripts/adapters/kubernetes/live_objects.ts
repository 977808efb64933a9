/**
 * Objects of the student's cluster, as far as checks look at them. They are
 * found by what they do, not by their files' names or metadata.
 * @module
 */

import { z } from "zod";
import type { Kubectl } from "./kubectl.ts";
import { type Workload, workloadSchema } from "./workload_schema.ts";

const List = z.object({ items: z.array(z.unknown()) });

/** The workload of the pods with the label `app`; undefined: there is none. */
export async function workloadOf(
  kubectl: Kubectl,
  app: string,
): Promise<Workload | undefined> {
  for (const kind of ["rollouts.argoproj.io", "deployments", "statefulsets"]) {
    const text = await kubectl.run(["get", kind, "-o", "json"]).catch(() =>
      '{"items": []}'
    );
    const { items } = List.parse(JSON.parse(text));
    const found = items.map((one) => workloadSchema.parse(one))
      .find(({ spec }) =>
        spec.template.metadata.labels.app === app && spec.replicas > 0
      );
    if (found !== undefined) return found;
  }
  return undefined;
}

const Pods = z.object({
  items: z.array(z.looseObject({
    metadata: z.looseObject({
      name: z.string(),
      deletionTimestamp: z.string().optional(),
    }),
    status: z.looseObject({
      conditions: z.array(
        z.looseObject({ type: z.string(), status: z.string() }),
      ).default([]),
      containerStatuses: z.array(z.looseObject({ restartCount: z.int() }))
        .default([]),
    }),
  })),
});

/** A pod. */
export interface Pod {
  readonly name: string;
  readonly isReady: boolean;
  readonly restarts: number;
}

/** Pods with the label `app` that are not on their way out. */
export async function podsOf(
  kubectl: Kubectl,
  app: string,
): Promise<readonly Pod[]> {
  const { items } = Pods.parse(
    await kubectl.json(["get", "pods", "-l", `app=${app}`]),
  );
  return items.filter(({ metadata }) =>
    metadata.deletionTimestamp === undefined
  )
    .map(({ metadata, status }) => ({
      name: metadata.name,
      isReady: status.conditions.some(({ type, status }) =>
        type === "Ready" && status === "True"
      ),
      restarts: status.containerStatuses.reduce(
        (sum, one) => sum + one.restartCount,
        0,
      ),
    }));
}

/**
 * Asks SQL of the database's pod, one value a row. By its socket: over TCP an
 * image may want a password even from itself.
 */
export async function askDatabase(
  kubectl: Kubectl,
  sql: string,
  { database = "quickticket" }: { readonly database?: string } = {},
): Promise<readonly string[]> {
  const [pod] = await podsOf(kubectl, "postgres");
  const text = await kubectl.run([
    ...["exec", pod?.name ?? "postgres-0", "--", "psql", "-U", "quickticket"],
    ...["-d", database, "-Atc", sql],
  ]);
  return text === "" ? [] : text.split("\n");
}
