/**
 * A journal while it is being written.
 * @module
 */

import { round3, timeText } from "./check.ts";
import type { Experiment, TargetKind } from "./model/experiment.ts";
import {
  type ActivityResult,
  type Journal,
  journalSchema,
  type State,
  type Verdict,
} from "./journal.ts";
import type { Values } from "./model/variables.ts";

/** The facts before the start. */
export interface RunIdentity {
  readonly runId: string;
  readonly ownerSeed: number;
  readonly file: string;
  readonly sha256: string;
  readonly variables: Values;
  readonly target: { readonly kind: TargetKind; readonly label: string };
  readonly speed: number;
  /** This tool and this machine. */
  readonly machine: {
    readonly version: string;
    readonly platform: string;
    readonly node: string;
  };
}

/** The events. Times are wall clock (ms). */
export interface Draft {
  readonly startedAt: number;
  before: State | undefined;
  after: State | undefined;
  during: readonly State[];
  run: readonly ActivityResult[];
  rollbacks: readonly ActivityResult[];
  undone: readonly ActivityResult[];
  requestsPerSecond: number | undefined;
  orders: number | null;
  injectedAt: number | undefined;
  broken: { readonly at: number; readonly words: string } | undefined;
  revertedAt: number | undefined;
  recoveredAt: number | undefined;
  prediction: Journal["quickticket"]["prediction"];
}

/** The Chaos Toolkit library whose journals look like ours. */
const CHAOSLIB_VERSION = "1.44.0";

/** Nothing has happened yet. */
export function emptyDraft(startedAt: number): Draft {
  return {
    startedAt,
    before: undefined,
    after: undefined,
    during: [],
    run: [],
    rollbacks: [],
    undone: [],
    requestsPerSecond: undefined,
    orders: null,
    injectedAt: undefined,
    broken: undefined,
    revertedAt: undefined,
    recoveredAt: undefined,
    prediction: null,
  };
}

/** The Chaos Toolkit's word for each verdict. */
const STATUS = {
  held: "completed",
  not_recovered: "completed",
  broken: "failed",
  refused: "failed",
  not_measured: "aborted",
  interrupted: "interrupted",
} as const satisfies Record<Verdict, Journal["status"]>;

/** The journal of a run that ended at `endedAt` (ms). */
export function journalOf(
  experiment: Experiment,
  identity: RunIdentity,
  draft: Draft,
  ended: {
    readonly at: number;
    readonly verdict: Verdict;
    readonly reason: string;
  },
): Journal {
  const { verdict, reason } = ended;
  const { blast_radius, time_limit_s, recovery } = experiment.quickticket;
  const { broken, revertedAt, recoveredAt } = draft;
  return journalSchema.parse({
    "chaoslib-version": CHAOSLIB_VERSION,
    platform: identity.machine.platform,
    node: identity.machine.node,
    experiment,
    start: timeText(draft.startedAt),
    end: timeText(ended.at),
    duration: between(draft.startedAt, ended.at) ?? 0,
    status: STATUS[verdict],
    deviated: verdict === "broken" || verdict === "not_recovered",
    steady_states: {
      before: draft.before ?? null,
      after: draft.after ?? null,
      during: named(draft.during),
    },
    run: draft.run,
    rollbacks: draft.rollbacks,
    quickticket: {
      format: 1,
      tool: identity.machine.version,
      run_id: identity.runId,
      verdict,
      reason,
      experiment_file: identity.file,
      experiment_sha256: identity.sha256,
      variables: identity.variables,
      target: identity.target,
      blast_radius,
      time_limit_s,
      speed: identity.speed,
      owner_seed: identity.ownerSeed,
      requests_per_second: draft.requestsPerSecond ?? null,
      orders_completed: draft.orders,
      injected_at: timeOrNull(draft.injectedAt),
      broken_at: timeOrNull(broken?.at),
      broken_by: broken?.words ?? null,
      reverted_at: timeOrNull(revertedAt),
      abort_s: between(broken?.at, revertedAt) ?? null,
      recovered_at: timeOrNull(recoveredAt),
      recovery_s: between(revertedAt, recoveredAt) ?? null,
      recovery_within_s: recovery.within_s,
      undone: draft.undone,
      prediction: draft.prediction,
    },
  });
}

function timeOrNull(ms: number | undefined): string | null {
  return ms === undefined ? null : timeText(ms);
}

/** Seconds from one moment to another, never below 0. */
function between(
  from: number | undefined,
  to: number | undefined,
): number | undefined {
  if (from === undefined || to === undefined) return undefined;
  return round3(Math.max(0, (to - from) / 1000));
}

/**
 * Checks in which a probe that was written down before has only its name: a
 * minute of checks each second would repeat the experiment sixty times.
 */
function named(states: readonly State[]): readonly State[] {
  const known = new Set<unknown>();
  return states.map((state) => ({
    ...state,
    probes: state.probes.map((result) => {
      const { type, name } = result.activity;
      if (known.has(name)) return { ...result, activity: { type, name } };
      known.add(name);
      return result;
    }),
  }));
}
