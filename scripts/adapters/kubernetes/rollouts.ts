/**
 * Rollouts of Argo, live: read, replaced, watched.
 * @module
 */

import { z } from "zod";
import type { Clock } from "../../../services/shared/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { canarySchema } from "./canary_plan.ts";
import type { Kubectl } from "./kubectl.ts";
import {
  type Template,
  workloadSchema,
  workloadStatusSchema,
} from "./workload_schema.ts";

const strategy = z.looseObject({ canary: canarySchema.optional() });

const hash = z.string().default("");

/** A Rollout, as far as canaries go. */
export const rolloutSchema = workloadSchema.extend({
  spec: workloadSchema.shape.spec.extend({ strategy: strategy.default({}) }),
  status: workloadStatusSchema.extend({
    abort: z.boolean().default(false),
    currentPodHash: hash,
    stableRS: hash,
    currentStepIndex: z.int().default(0),
    pauseConditions: z.array(z.looseObject({ reason: z.string() })).default([]),
  }).prefault({}),
});

/** A Rollout. */
export type Rollout = z.infer<typeof rolloutSchema>;

const List = z.object({ items: z.array(z.unknown()) });

/**
 * The Rollout whose pods have the label `app`; undefined: there is none, or the
 * cluster knows no Rollouts.
 */
export async function rolloutOf(
  kubectl: Kubectl,
  app: string,
): Promise<Rollout | undefined> {
  const { items } = List.parse(
    await kubectl.json(["get", "rollouts.argoproj.io"])
      .catch((error: Error) => {
        if (!/doesn't have a resource type/.test(error.message)) throw error;
        return { items: [] };
      }),
  );
  return items.map((one) => rolloutSchema.parse(one))
    .find(({ spec }) => spec.template.metadata.labels.app === app);
}

/** The Rollout of that name. */
async function readRollout(
  kubectl: Kubectl,
  name: string,
): Promise<Rollout> {
  return rolloutSchema.parse(await kubectl.json(["get", "rollout", name]));
}

/** Replaces what it runs, how it comes to that, or both. */
export async function putRollout(
  kubectl: Kubectl,
  name: string,
  parts: { readonly template?: unknown; readonly strategy?: unknown },
): Promise<void> {
  const changes = Object.entries(parts)
    .map(([part, value]) => ({ op: "replace", path: `/spec/${part}`, value }));
  await kubectl.run(
    ["patch", "rollout", name, "--type=json", "-p", JSON.stringify(changes)],
  );
}

/** The same pods with other variables: a new version. */
export function withEnv(
  { spec, ...rest }: Template,
  variables: Readonly<Record<string, string>>,
): Template {
  const [first, ...others] = spec.containers;
  if (first === undefined) return { spec, ...rest };
  const env = [
    ...first.env.filter(({ name }) => !(name in variables)),
    ...Object.entries(variables).map(([name, value]) => ({ name, value })),
  ];
  return {
    ...rest,
    spec: { ...spec, containers: [{ ...first, env }, ...others] },
  };
}

/** Whether it runs what it was asked for, all of it and nothing else. */
export function isSettled({ metadata, spec, status }: Rollout): boolean {
  return status.observedGeneration >= metadata.generation &&
    status.phase === "Healthy" && status.currentPodHash === status.stableRS &&
    status.replicas === spec.replicas &&
    status.availableReplicas >= spec.replicas;
}

/** How often is asked (ms). */
const ASK_EVERY_MS = 500;

/**
 * Asks until something is known.
 * @throws {CouldNotRun} with the state that it was in, after `withinMs`
 */
export async function watchRollout<T>(
  { kubectl, clock }: { readonly kubectl: Kubectl; readonly clock: Clock },
  name: string,
  { known, withinMs }: {
    readonly known: (
      rollout: Rollout,
    ) => Promise<T | undefined> | T | undefined;
    readonly withinMs: number;
  },
): Promise<T> {
  const start = clock.monotonic();
  for (;;) {
    const rollout = await readRollout(kubectl, name);
    const { metadata, status } = rollout;
    if (status.observedGeneration >= metadata.generation) {
      const value = await known(rollout);
      if (value !== undefined) return value;
    }
    const ms = clock.monotonic() - start;
    if (ms > withinMs) {
      throw new CouldNotRun(
        `Rollout ${name} is ${status.phase || "new"} ${status.message} after ` +
          `${Math.round(ms / 1000)} s, ${status.updatedReplicas} of ` +
          `${status.replicas} pods are new`,
      );
    }
    await clock.sleep(ASK_EVERY_MS);
  }
}
