/**
 * What is wrong with a Rollout as it is written, whatever its plan comes to: what
 * its controller would not take, and what would take too many pods at once.
 * @module
 */

import { z } from "zod";
import {
  type Canary,
  type Rollout,
  secondsOfPause,
  selects,
} from "../../scripts/adapters/kubernetes/mod.ts";

/** Steps that Argo Rollouts knows; each entry is one of them. */
const STEPS = new Set([
  "setWeight",
  "pause",
  "analysis",
  "experiment",
  "setCanaryScale",
  "setHeaderRoute",
  "setMirrorRoute",
  "plugin",
  "replicaProgressThreshold",
]);

const FIELDS = new Set([
  ...["steps", "analysis", "maxSurge", "maxUnavailable"],
  ...["canaryService", "stableService", "canaryMetadata", "stableMetadata"],
  ...["antiAffinity", "scaleDownDelaySeconds", "abortScaleDownDelaySeconds"],
  ...["scaleDownDelayRevisionLimit", "trafficRouting", "pingPong"],
  ...["dynamicStableScale", "minPodsPerReplicaSet", "replicaProgressThreshold"],
]);

/** A pause that is shorter shows nothing (s). */
export const MIN_PAUSE_S = 5;

/** The problems of a plan, in words. */
export function planProblems(
  plan: Canary,
  replicas: number,
): readonly string[] {
  const { steps, trafficRouting, maxSurge, maxUnavailable } = plan;
  const unknown = Object.keys(plan).filter((key) => !FIELDS.has(key));
  return [
    ...unknown.map((key) => `strategy.canary has no field ${key}`),
    ...steps.flatMap((step, i) => stepProblems(step, i + 1, plan)),
    ...trafficRouting === undefined
      ? []
      : ["trafficRouting asks a router that this cluster does not have"],
    ...unavailableProblems(maxSurge, maxUnavailable, replicas),
  ];
}

function stepProblems(
  step: Canary["steps"][number],
  number: number,
  plan: Canary,
): readonly string[] {
  const keys = Object.entries(step).filter(([, value]) => value !== undefined)
    .map(([key]) => key);
  const { setWeight, pause } = step;
  const what = `step ${number}`;
  const seconds = pause?.duration === undefined
    ? undefined
    : secondsOfPause(pause.duration);
  return [
    ...keys.length === 1
      ? []
      : [`${what} does ${keys.length} things, and must do one`],
    ...keys.filter((key) => !STEPS.has(key)).map((key) =>
      `${what}: there is no step ${key}`
    ),
    ...setWeight !== undefined &&
        (setWeight < 0 || setWeight > 100 || !Number.isInteger(setWeight))
      ? [`${what}: a weight of ${setWeight}`]
      : [],
    ...seconds !== undefined && Number.isNaN(seconds)
      ? [
        `${what}: ${
          JSON.stringify(pause?.duration)
        } is no duration; write 30s or 1m30s`,
      ]
      : [],
    ...keys.includes("setCanaryScale") && plan.trafficRouting === undefined
      ? [`${what}: setCanaryScale needs trafficRouting`]
      : [],
  ];
}

function unavailableProblems(
  surge: unknown,
  unavailable: unknown,
  replicas: number,
): readonly string[] {
  const most = amountOf(unavailable, replicas, Math.floor);
  const more = amountOf(surge, replicas, Math.ceil);
  return [
    ...most === 0 && more === 0
      ? ["maxSurge and maxUnavailable are both 0, so that nothing can change"]
      : [],
    ...most !== undefined && most > replicas / 2
      ? [`${most} of ${replicas} pods may be missing (maxUnavailable)`]
      : [],
  ];
}

function amountOf(
  value: unknown,
  replicas: number,
  round: (value: number) => number,
): number | undefined {
  const found = z.union([z.number(), z.string()]).safeParse(value).data;
  if (found === undefined) return undefined;
  return typeof found === "number"
    ? found
    : round(parseFloat(found) * replicas / 100);
}

/** The problems of a Rollout around its plan, in words. */
export function rolloutProblems({ spec }: Rollout): readonly string[] {
  const { labels } = spec.template.metadata;
  const { selector } = z.looseObject({ selector: selectorShape })
    .parse(spec);
  return selector === undefined || selects(selector, labels)
    ? []
    : ["spec.selector does not select the Rollout's own pods"];
}

const selectorShape = z.looseObject({
  matchLabels: z.record(z.string(), z.string()).nullish(),
}).optional().catch(undefined);

/** Pauses that are there, and too short to see anything in, in words. */
export function hastyPauses({ steps }: Canary): readonly string[] {
  const hasty: string[] = [];
  let weight = 0;
  for (const { setWeight, pause } of steps) {
    weight = setWeight ?? weight;
    const seconds = pause?.duration === undefined
      ? Infinity
      : secondsOfPause(pause.duration);
    if (weight > 0 && weight < 100 && seconds < MIN_PAUSE_S) {
      hasty.push(
        `at ${weight} % it waits ${seconds} s, too short to see anything`,
      );
    }
  }
  return hasty;
}
