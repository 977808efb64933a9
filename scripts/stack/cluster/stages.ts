/**
 * The course's stages on a cluster: apply one, remove what the one before it
 * had and this has not.
 * @module
 */

import { z } from "zod";
import { CouldNotRun, nearest } from "../../lib/cli/mod.ts";
import {
  hasRollouts,
  type Kubectl,
  objectsIn,
  OURS,
} from "../../adapters/kubernetes/mod.ts";

/** In the order of the course. */
export const STAGES = [
  "lab04",
  "lab05",
  "lab06",
  "lab07",
  "lab08",
  "lab09",
  "lab10",
  "lab11",
  "lab12",
] as const;

/** One of {@link STAGES}. */
export type Stage = (typeof STAGES)[number];

/** @throws {CouldNotRun} when there is no such stage */
export function stageOf(name: string): Stage {
  const stage = STAGES.find((one) => one === name);
  if (stage !== undefined) return stage;
  const meant = nearest(name, STAGES);
  throw new CouldNotRun(
    `Cannot find stage ${name}: stages are ${STAGES.join(", ")}` +
      (meant === undefined ? "" : `; did you mean ${meant}?`),
  );
}

const Thing = z.object({
  kind: z.string(),
  metadata: z.object({ name: z.string() }),
});

/** "Deployment/gateway" of each object of a rendered stage. */
export function namesIn(rendered: string): ReadonlySet<string> {
  return new Set(
    objectsIn(rendered, "the rendered stage").map((thing) => {
      const { kind, metadata } = Thing.parse(thing);
      return `${kind}/${metadata.name}`;
    }),
  );
}

/** The stage as kustomize renders it. */
export async function renderStage(
  kubectl: Kubectl,
  stage: Stage,
): Promise<string> {
  return await kubectl.run(["kustomize", `k8s/stages/${stage}`]);
}

/**
 * Students write their manifests themselves, so their edition has no stages.
 * @throws {CouldNotRun} when the stages are missing, saying what to do instead
 */
export async function requireStages(): Promise<void> {
  const isThere = await Deno.stat("k8s/stages").then(() => true, () => false);
  if (isThere) return;
  throw new CouldNotRun(
    "Cannot apply a stage: there is no k8s/stages here, because you write the " +
      "manifests yourself; apply yours with kubectl apply -f k8s",
  );
}

/** Longest wait for the database to be prepared. */
const SETUP_TIMEOUT = "180s";

/** Applies a stage and waits until its database is prepared. */
export async function applyStage(
  kubectl: Kubectl,
  stage: Stage,
): Promise<void> {
  // A Job cannot be changed; this one may be repeated.
  await kubectl.run(["delete", "job", "setup", "--ignore-not-found"]);
  await kubectl.run(["apply", "-k", `k8s/stages/${stage}`]);
  await kubectl.run(
    [
      "wait",
      "job/setup",
      "--for=condition=complete",
      `--timeout=${SETUP_TIMEOUT}`,
    ],
  );
}

/** The objects that may remain from another stage. */
const KINDS = "deployments,statefulsets,services,cronjobs,configmaps,secrets," +
  "poddisruptionbudgets,horizontalpodautoscalers,networkpolicies";

const List = z.object({ items: z.array(Thing) });

/**
 * Removes what is ours and not of this stage. Disks stay: they are removed with
 * the cluster, or by hand.
 * @returns what was removed, e.g. "Deployment/gateway"
 */
export async function removeOrphans(
  kubectl: Kubectl,
  stage: Stage,
): Promise<readonly string[]> {
  const wanted = namesIn(await renderStage(kubectl, stage));
  const kinds = KINDS + (await hasRollouts(kubectl) ? ",rollouts" : "");
  const live = List.parse(await kubectl.json(["get", kinds, "-l", OURS]));
  const left = live.items
    .map(({ kind, metadata }) => `${kind}/${metadata.name}`)
    .filter((name) => !wanted.has(name));
  if (left.length > 0) await kubectl.run(["delete", "--wait=true", ...left]);
  return left;
}
