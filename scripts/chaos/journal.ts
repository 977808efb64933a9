/**
 * The record of a run: the Chaos Toolkit's journal, and ours under
 * `quickticket`. `journal.schema.json` is written from this.
 * @see https://chaostoolkit.org/reference/api/journal/
 * @module
 */

import { z } from "zod";
import { TARGETS } from "./model/experiment.ts";

/** RFC 3339, UTC. */
const time = z.iso.datetime({ precision: 3 });

const anything = z.record(z.string(), z.unknown());

const result = z.strictObject({
  /**
   * The activity as the experiment has it, its variables filled in. Of a check
   * while the fault is on that is not the first, only its type and its name.
   */
  activity: anything,
  status: z.enum(["succeeded", "failed"]),
  start: time,
  end: time,
  /** In seconds. */
  duration: z.number(),
  output: z.string().nullable(),
  exception: z.string().optional(),
});

const probeResult = result.extend({
  tolerance_met: z.boolean(),
  /** Too little happened to tell; not met, but nothing is broken either. */
  unknown: z.literal(true).optional(),
});

const state = z.strictObject({
  /** While the fault is on, what is unknown does not count. */
  steady_state_met: z.boolean(),
  probes: z.array(probeResult),
});

/**
 * How a run ended. `held`: the hypothesis held, and the system recovered in
 * time. `broken`: it did not hold, and the experiment was aborted.
 * `not_recovered`: it held, but the system was not well again in time. The
 * others proved nothing: `refused` did nothing at all, `not_measured` could not
 * tell, `interrupted` was stopped by a user.
 */
export const VERDICTS = [
  "held",
  "broken",
  "not_recovered",
  "refused",
  "not_measured",
  "interrupted",
] as const;

const scored = z.strictObject({
  id: z.string(),
  question: z.string(),
  /** The learner's prediction, in words. */
  predicted: z.string(),
  /** The measured value, in words; null when it could not be measured. */
  measured: z.string().nullable(),
  /** Whether the prediction came true; null when nothing was measured. */
  right: z.boolean().nullable(),
  /** How sure the learner was, 0..1. */
  confidence: z.number(),
  /** Squared distance of confidence and truth: 0 is best, 0.25 a tossed coin. */
  brier: z.number().nullable(),
});

const prediction = z.strictObject({
  by: z.string(),
  /** Of the prediction file. */
  sha256: z.string(),
  sealed_at: time,
  scored: z.array(scored),
  /** Mean of those that could be scored. */
  brier: z.number().nullable(),
});

const own = z.strictObject({
  format: z.literal(1),
  /** The author of the journal. */
  tool: z.string(),
  run_id: z.string(),
  verdict: z.enum(VERDICTS),
  /** The verdict in a sentence. */
  reason: z.string(),
  experiment_file: z.string(),
  /** Of the file, before its variables were filled in. */
  experiment_sha256: z.string(),
  /** Variables that were given on the command line. */
  variables: anything,
  target: z.strictObject({ kind: z.enum(TARGETS), label: z.string() }),
  blast_radius: anything,
  time_limit_s: z.number(),
  /** Durations were divided by it. */
  speed: z.number(),
  /** Seed of the faults, by which this run knows its own. */
  owner_seed: z.number(),
  requests_per_second: z.number().nullable(),
  /** Pays answered 200 from the first look to the last. */
  orders_completed: z.number().nullable(),
  /** The first action began. */
  injected_at: time.nullable(),
  /** The first check that was not good. */
  broken_at: time.nullable(),
  /** Which probe that was, and what it found. */
  broken_by: z.string().nullable(),
  /** Everything that had been done was undone, and that was looked at. */
  reverted_at: time.nullable(),
  /** From the broken check to the end of the fault (s). */
  abort_s: z.number().nullable(),
  /** The first of the good checks in a row. */
  recovered_at: time.nullable(),
  /** From the end of the fault (s). */
  recovery_s: z.number().nullable(),
  recovery_within_s: z.number(),
  /** The undone actions that are not under rollbacks. */
  undone: z.array(result),
  prediction: prediction.nullable(),
});

/** The journal's shape. */
export const journalSchema = z.strictObject({
  /** Of the library whose format this is: its reports want to know. */
  "chaoslib-version": z.string().regex(/^\d+\.\d+\.\d+$/),
  platform: z.string(),
  node: z.string(),
  experiment: anything,
  start: time,
  end: time,
  /** In seconds. */
  duration: z.number(),
  status: z.enum(["completed", "failed", "aborted", "interrupted"]),
  deviated: z.boolean(),
  steady_states: z.strictObject({
    before: state.nullable(),
    after: state.nullable(),
    during: z.array(state),
  }),
  run: z.array(result),
  rollbacks: z.array(result),
  quickticket: own,
  /** By the user who ran it, over all fields above: see `sealed_json.ts`. */
  key: z.string().optional(),
  signature: z.string().optional(),
});

/** A journal. */
export type Journal = z.output<typeof journalSchema>;

/** How an activity went. */
export type ActivityResult = z.output<typeof result>;

/** How a probe of the hypothesis went. */
export type ProbeResult = z.output<typeof probeResult>;

/** How a check of the hypothesis went. */
export type State = z.output<typeof state>;

/** One of {@link VERDICTS}. */
export type Verdict = (typeof VERDICTS)[number];

/** A prediction beside what was measured. */
export type ScoredPrediction = z.output<typeof scored>;
