/**
 * The student's Rollout of the gateway: as it lives, as it is written, and
 * settled before anything is tried on it.
 * @module
 */

import {
  type Canary,
  isSettled,
  objectsIn,
  type Rollout,
  rolloutOf,
  rolloutSchema,
  watchRollout,
} from "../../scripts/adapters/kubernetes/mod.ts";
import {
  type CheckContext,
  type Finding,
  notStarted,
} from "../../scripts/checks/mod.ts";
import { CouldNotRun } from "../../scripts/lib/cli/mod.ts";

/** Longest wait for what is under way already (ms). */
const SETTLE_MS = 90_000;

/** Folders of the course; students' manifests lie elsewhere. */
const NOT_THEIRS =
  /^(?:labs|lectures|monitoring|scripts|services|submissions|k8s\/(?:argocd|base|components|stages))\//;

/** The Rollout that a check may try something on, and its plan. */
export interface Ready {
  readonly rollout: Rollout;
  readonly plan: Canary;
}

/**
 * Waits until the Rollout serves one version; a Finding says that there is none.
 * @throws {CouldNotRun} when a canary is under way and stays so
 */
export async function readyRollout(
  { kubectl, clock }: CheckContext,
): Promise<Ready | Finding> {
  const found = await rolloutOf(kubectl, "gateway");
  const plan = found?.spec.strategy.canary;
  if (found === undefined || plan === undefined) {
    return notStarted("the gateway is no Rollout with a canary", "step 7.2");
  }
  const { name } = found.metadata;
  const known = (now: Rollout) => isSettled(now) ? now : undefined;
  const rollout = await watchRollout({ kubectl, clock }, name, {
    known,
    withinMs: SETTLE_MS,
  })
    .catch((error: Error) => {
      throw new CouldNotRun(
        `${error.message}; end what is under way first: promote, or abort and apply a good version`,
      );
    });
  return { rollout, plan };
}

/** What the student's files say of who runs the gateway. */
export interface Written {
  readonly rollouts: readonly Rollout[];
  /** Files that would bring a Deployment of the gateway back. */
  readonly deployments: readonly string[];
}

/** Reads all manifests of the student's. */
export async function writtenRollouts(
  { files, read }: CheckContext,
): Promise<Written> {
  const rollouts: Rollout[] = [];
  const deployments: string[] = [];
  for (const path of await files(/\.(?:ya?ml|json)$/)) {
    if (NOT_THEIRS.test(path)) continue;
    const text = await read(path) ?? "";
    if (!/["'\s]kind["']?\s*:|^kind\s*:/m.test(text)) continue;
    for (const object of readable(text, path)) {
      const found = rolloutSchema.safeParse(object).data;
      if (found?.spec.template.metadata.labels.app !== "gateway") continue;
      if (found.kind === "Deployment") deployments.push(path);
      if (found.kind === "Rollout") rollouts.push(found);
    }
  }
  return { rollouts, deployments };
}

/** Objects of a text; a chart's template, which is no YAML, has none. */
function readable(text: string, path: string): readonly unknown[] {
  try {
    return objectsIn(text, path);
  } catch {
    return []; // step 4.3 and the cluster say what is wrong with it
  }
}

/**
 * Evaluates the plans that are written, and then the one in force: the first that is
 * no pass decides, so that a file that is wrong needs no cluster to be refused.
 */
export async function evaluatePlans(
  context: CheckContext,
  judge: (plan: Canary | undefined, replicas: number) => Finding,
): Promise<Finding> {
  const { rollouts } = await writtenRollouts(context);
  for (const { spec } of rollouts) {
    const finding = judge(spec.strategy.canary, spec.replicas);
    if (finding.verdict !== "pass") return finding;
  }
  const live = await rolloutOf(context.kubectl, "gateway");
  return judge(live?.spec.strategy.canary, live?.spec.replicas ?? 0);
}
