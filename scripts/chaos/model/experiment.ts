/**
 * An experiment: the Chaos Toolkit's fields, and ours under `quickticket`.
 *
 * Where the two tools differ is in what must be said. Here a blast radius and a
 * time limit are mandatory, the hypothesis is checked all the time, and what
 * was done is always undone; a file cannot switch that off.
 * @see https://chaostoolkit.org/reference/api/experiment/
 * @module
 */

import { z } from "zod";
import { actionProvider } from "./action_providers.ts";
import {
  MAX_S,
  metricsProvider,
  probeProvider,
  seconds,
} from "./probe_providers.ts";
import { toleranceSchema } from "./tolerance.ts";

/** Where an experiment can run. */
export const TARGETS = ["dev", "compose", "kubernetes"] as const;

/** One of {@link TARGETS}. */
export type TargetKind = (typeof TARGETS)[number];

/** When a probe of the hypothesis must hold. */
const PHASES = ["before", "during", "after"] as const;

const name = z.string().min(1);

const pauses = z.strictObject({
  before: seconds.default(0),
  after: seconds.default(0),
}).default({ before: 0, after: 0 });

const probe = z.strictObject({
  type: z.literal("probe"),
  name,
  provider: probeProvider,
  pauses,
  background: z.boolean().default(false),
});

/** A probe with what it may answer. */
export const hypothesisProbe = probe.extend({
  tolerance: toleranceSchema,
  quickticket: z.strictObject({
    /**
     * A check that the fault must break is not looked at while the fault is on.
     */
    when: z.array(z.enum(PHASES)).min(1).default([...PHASES]),
  }).default({ when: [...PHASES] }),
});

const action = z.strictObject({
  type: z.literal("action"),
  name,
  provider: actionProvider,
  pauses,
  background: z.boolean().default(false),
});

/** A step of the method. */
export const activity = z.discriminatedUnion("type", [probe, action]);

const load = z.strictObject({
  name,
  /** `deno task loadgen` runs around the experiment, if `--load` is given. */
  provider: z.strictObject({
    type: z.literal("loadgen"),
    rps: z.number().min(1).max(1000),
  }),
});

const variable = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.strictObject({
    type: z.literal("env"),
    /** See env_keys.ts: no other variable of the caller is read. */
    key: z.string(),
    default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  }),
]);

const prediction = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/),
  question: z.string(),
  /** The source that answers it, over the time in which the fault was on. */
  provider: metricsProvider,
  /** Makes it a question that has a yes or a no. */
  claim: toleranceSchema.optional(),
});

const own = z.strictObject({
  targets: z.array(z.enum(TARGETS)).min(1),
  /**
   * The parts that it touches, and its impact on users. No action may touch
   * more.
   */
  blast_radius: z.strictObject({
    parts: z.array(z.string()).min(1),
    impact: z.string().min(1),
    /** The only namespace in which objects may be touched. */
    namespace: z.string().optional(),
  }),
  /** Longest time from the first action to the last (s); no fault lives on. */
  time_limit_s: z.number().min(1).max(MAX_S),
  /** Pause between two checks of the hypothesis (s). */
  frequency_s: z.number().min(0.1).max(60).default(1),
  traffic: z.strictObject({
    /** Requests a second below which nothing would be proved. */
    minimum_rps: z.number().min(0).default(1),
  }).default({ minimum_rps: 1 }),
  recovery: z.strictObject({
    /** Longest time from the end of the fault until all is well (s). */
    within_s: z.number().min(1).max(MAX_S),
    /** Checks in a row that must be good. */
    checks: z.int().min(1).max(20).default(2),
  }),
  predictions: z.array(prediction).default([]),
});

/** A file with its variables filled in. */
export const experimentSchema = z.strictObject({
  version: z.string().optional(),
  title: name,
  description: z.string().min(1),
  tags: z.array(z.string()).default([]),
  configuration: z.record(
    z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/),
    variable,
  )
    .default({}),
  "steady-state-hypothesis": z.strictObject({
    title: name,
    probes: z.array(hypothesisProbe).min(1),
  }),
  method: z.array(activity).min(1),
  rollbacks: z.array(action).default([]),
  controls: z.array(load).max(1).default([]),
  quickticket: own,
});

/** An experiment, checked. */
export type Experiment = z.output<typeof experimentSchema>;

/** A step of the method. */
export type Activity = z.output<typeof activity>;

/** A step that does something. */
export type Action = z.output<typeof action>;

/** A probe of the hypothesis. */
export type HypothesisProbe = z.output<typeof hypothesisProbe>;

/** One of before, during and after. */
export type Phase = (typeof PHASES)[number];

/** A question to the learner. */
export type Question = z.output<typeof prediction>;
