/**
 * A version is tried: brought out by a plan, watched, and taken back, so that
 * afterwards everything is as it was.
 * @module
 */

import type { Clock } from "../../../services/shared/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import {
  applyTemplates,
  fasterTemplate,
  removeTemplates,
  templatesOf,
} from "./analysis_templates.ts";
import {
  analysesOf,
  type Canary,
  fasterPlan,
  isSettled,
  type Kubectl,
  putRollout,
  type Rollout,
  stepAfterAnalyses,
  watchRollout,
  withEnv,
} from "../../adapters/kubernetes/mod.ts";

/** The dependencies of a trial. */
export interface Bench {
  readonly kubectl: Kubectl;
  readonly clock: Clock;
}

/** Longest wait until everything is as it was (ms). */
const BACK_MS = 180_000;

/** How to try a version. */
export interface Trial {
  /** The Rollout to try, whose state must be settled. */
  readonly rollout: Rollout;
  /** By which plan, in the place of its own. */
  readonly plan: Canary;
  /** The change that makes the version. */
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * Brings the version out, lets `work` watch it, and takes everything back.
 * @param work receives the hash of the new pods
 */
export async function tryVersion<T>(
  { kubectl, clock }: Bench,
  { rollout, plan, variables }: Trial,
  work: (hash: string) => Promise<T>,
): Promise<T> {
  const { metadata: { name }, spec: { template, strategy }, status } = rollout;
  const bench = { kubectl, clock };
  try {
    await putRollout(kubectl, name, {
      template: withEnv(template, variables),
      strategy: { canary: plan },
    });
    const hash = await watchRollout(bench, name, {
      known: ({ status: { currentPodHash } }) =>
        currentPodHash === status.stableRS ? undefined : currentPodHash,
      withinMs: BACK_MS,
    });
    return await work(hash);
  } finally {
    await putRollout(kubectl, name, {
      template,
      // Without steps: at once, and all pods together.
      strategy: { canary: { maxSurge: "100%", maxUnavailable: 0 } },
    });
    await watchRollout(bench, name, {
      known: (now) => isSettled(now) ? true : undefined,
      withinMs: BACK_MS,
    });
    await putRollout(kubectl, name, { strategy });
  }
}

/**
 * Runs `work` with the Rollout's own plan and analysis, three times as fast.
 */
export async function withFasterPlan<T>(
  kubectl: Kubectl,
  plan: Canary,
  work: (faster: Canary) => Promise<T>,
): Promise<T> {
  const nameOf = (template: string): string => `${template}-trial`;
  const analyses = analysesOf(plan);
  const templates = await templatesOf(kubectl, plan);
  try {
    await applyTemplates(
      kubectl,
      templates.map((one) =>
        fasterTemplate(one, { name: nameOf(one.metadata.name), analyses })
      ),
    );
    return await work(fasterPlan(plan, nameOf));
  } finally {
    await removeTemplates(kubectl);
  }
}

/** The fate of a version. */
export type Fate =
  | "promoted"
  | "taken back"
  | "inconclusive"
  /** It passed the whole analysis; only time separates it from all visitors. */
  | "judged good"
  /** It waits for a person. */
  | "waits";

/**
 * The fate of the version that a Rollout brings out; undefined: it is
 * not decided yet.
 * @throws {CouldNotRun} when another user has changed it meanwhile
 */
export function fateOf(
  { spec, status }: Rollout,
  { hash, plan }: { readonly hash: string; readonly plan: Canary },
): Fate | undefined {
  if (status.currentPodHash !== hash) {
    throw new CouldNotRun(
      "The Rollout was changed meanwhile: does Argo CD still bring it to what " +
        "is in Git?",
    );
  }
  if (status.abort || status.phase === "Degraded") return "taken back";
  if (status.phase === "Healthy" && status.stableRS === hash) return "promoted";
  const reasons = status.pauseConditions.map(({ reason }) => reason);
  if (reasons.includes("InconclusiveAnalysisRun")) return "inconclusive";
  const step = spec.strategy.canary?.steps[status.currentStepIndex];
  const isForEver = step?.pause !== undefined &&
    step.pause.duration === undefined;
  if (reasons.includes("CanaryPauseStep") && isForEver) return "waits";
  const judged = stepAfterAnalyses(plan);
  return judged !== undefined && status.currentStepIndex >= judged
    ? "judged good"
    : undefined;
}
