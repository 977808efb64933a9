/**
 * The plan of a canary: who gets the new version when, and what it must pass
 * before it goes on.
 * @see https://argo-rollouts.readthedocs.io/en/stable/features/canary/
 * @module
 */

import { z } from "zod";
import { third } from "../../lib/text/mod.ts";

const arg = z.looseObject({ name: z.string(), value: z.string().optional() });

const analysis = z.looseObject({
  templates: z.array(
    z.looseObject({
      templateName: z.string(),
      clusterScope: z.boolean().optional(),
    }),
  ).default([]),
  args: z.array(arg).default([]),
});

/** Templates and their arguments, in a step or beside all of them. */
export type Analysis = z.infer<typeof analysis>;

function optional<T extends z.ZodType>(schema: T) {
  // YAML's `pause:` is null, and as if it were not there.
  return schema.nullish().transform((one) => one ?? undefined).optional();
}

const step = z.looseObject({
  setWeight: optional(z.number()),
  pause: optional(z.looseObject({
    duration: optional(z.union([z.string(), z.number()])),
  })),
  analysis: optional(analysis),
});

/** `spec.strategy.canary` of a Rollout. */
export const canarySchema = z.looseObject({
  steps: z.array(step).default([]),
  /** In the background of all steps. */
  analysis: analysis.optional(),
});

/** A plan. */
export type Canary = z.infer<typeof canarySchema>;

/** Where a new version must wait or be analysed before more visitors get it. */
export interface Gate {
  /** Per cent that have it then. */
  readonly weight: number;
  readonly kind: "for ever" | "for a while" | "analysis";
}

/** The gates at which some have the new version, and not all. */
export function gatesOf({ steps }: Canary): readonly Gate[] {
  const gates: Gate[] = [];
  let weight = 0;
  for (const { setWeight, pause, analysis } of steps) {
    weight = setWeight ?? weight;
    if (weight <= 0 || weight >= 100) continue;
    if (analysis !== undefined) gates.push({ weight, kind: "analysis" });
    if (pause === undefined) continue;
    if (pause.duration === undefined) {
      gates.push({ weight, kind: "for ever" });
      continue;
    }
    const seconds = secondsOfPause(pause.duration);
    // Argo Rollouts counts whole seconds, and goes on at once after none.
    if (seconds >= 1) gates.push({ weight, kind: "for a while" });
  }
  return gates;
}

const UNITS: Readonly<Record<string, number>> = {
  h: 3600,
  m: 60,
  s: 1,
  ms: 1e-3,
  us: 1e-6,
  ns: 1e-9,
};

/** `30`, `"30"`, `1m30s`, `1.5m` in seconds; NaN of what is no duration of Go. */
export function secondsOfPause(duration: string | number): number {
  const text = String(duration).trim();
  if (/^\d+$/.test(text)) return Number(text);
  if (!/^(?:\d+(?:\.\d*)?(?:ms|us|ns|[hms]))+$/.test(text)) return NaN;
  return [...text.matchAll(/(\d+(?:\.\d*)?)(ms|us|ns|[hms])/g)]
    .reduce(
      (sum, [, count, unit = ""]) => sum + Number(count) * (UNITS[unit] ?? NaN),
      0,
    );
}

/**
 * Per cent of the pods that are new before anything waits: the highest weight up
 * to the first gate; 100 without a weight.
 */
export function firstExposure(plan: Canary, replicas: number): number {
  const first = gatesOf(plan)[0]?.weight;
  let weight: number | undefined;
  for (const { setWeight, pause, analysis } of plan.steps) {
    if (setWeight !== undefined && setWeight > 0) {
      weight = Math.max(weight ?? 0, setWeight);
    }
    const isGate = pause !== undefined || analysis !== undefined;
    // Without a gate only the first weight says something.
    if (
      first === undefined ? weight !== undefined : isGate && weight === first
    ) {
      break;
    }
  }
  if (weight === undefined || replicas < 1) return 100;
  const pods = Math.max(1, Math.round(replicas * weight / 100));
  return Math.round(pods / replicas * 100);
}

/** All analyses of a plan. */
export function analysesOf({ steps, analysis }: Canary): readonly Analysis[] {
  const inSteps = steps.flatMap(({ analysis }) => analysis ?? []);
  return analysis === undefined ? inSteps : [...inSteps, analysis];
}

/** Index of the step after the last analysis; undefined: it ends with the plan. */
export function stepAfterAnalyses(
  { steps, analysis }: Canary,
): number | undefined {
  const last = steps.findLastIndex((one) => one.analysis !== undefined);
  return analysis !== undefined || last === -1 ? undefined : last + 1;
}

/** "20 % analysis, 60 % 30s, all" */
export function planText({ steps, analysis }: Canary): string {
  let weight = 0;
  const words: string[] = [];
  for (const { setWeight, pause, analysis } of steps) {
    weight = setWeight ?? weight;
    if (analysis !== undefined) words.push(`${weight} % analysis`);
    if (pause !== undefined) {
      words.push(`${weight} % ${pause.duration ?? "until promoted"}`);
    }
  }
  const beside = analysis === undefined ? "" : "; analysis beside it";
  return [...words, "all"].join(", ") + beside;
}

/** Shortest pause of a plan that is tried (s). */
const MIN_PAUSE = 5;

/**
 * The plan three times as fast, its analyses by templates of other names, which
 * are to be as fast.
 */
export function fasterPlan(
  plan: Canary,
  nameOf: (template: string) => string,
): Canary {
  const renamed = (one: Analysis): Analysis => ({
    ...one,
    templates: one.templates.map(({ templateName }) => ({
      templateName: nameOf(templateName),
    })),
  });
  return {
    ...plan,
    ...plan.analysis === undefined ? {} : { analysis: renamed(plan.analysis) },
    steps: plan.steps.map(({ pause, analysis, ...rest }) => ({
      ...rest,
      ...pause === undefined ? {} : {
        pause: pause.duration === undefined
          ? pause
          : { ...pause, duration: third(pause.duration, MIN_PAUSE) },
      },
      ...analysis === undefined ? {} : { analysis: renamed(analysis) },
    })),
  };
}

/** The plan without analysis: it waits where the analysis was. */
export function unevaluatedPlan(
  { analysis: _, steps, ...rest }: Canary,
  wait: string,
): Canary {
  return {
    ...rest,
    steps: steps.map(({ analysis, ...one }) =>
      analysis === undefined ? one : { ...one, pause: { duration: wait } }
    ),
  };
}

/** The plan up to its first weight, and there it stays. */
export function heldPlan({ analysis: _, steps, ...rest }: Canary): Canary {
  const first = steps.find(({ setWeight = 0 }) => setWeight > 0);
  return {
    ...rest,
    steps: [{ setWeight: first?.setWeight ?? 100 }, { pause: {} }],
  };
}
