/**
 * Journals for tests: a good run, and whatever a test changes in it.
 * @module
 */

import { type Journal, journalSchema } from "../../scripts/chaos/journal.ts";
import type { RunRecord } from "./records.ts";

/** Digest of the experiment that good runs are of. */
export const EXPERIMENT = "e".repeat(64);

/** Digest of the prediction that good runs began with. */
const PREDICTION = "f".repeat(64);

/** The changes of a test. */
export interface Changes {
  readonly own?: Partial<Journal["quickticket"]>;
  /** Providers of the actions. */
  readonly actions?: readonly Readonly<Record<string, unknown>>[];
  /** Outputs of the one probe, while the fault is on. */
  readonly seen?: readonly string[];
  /** The question of that probe, such as a quantile. */
  readonly asks?: Readonly<Record<string, unknown>>;
  /** Figures of the sealed, by question. */
  readonly measured?: Readonly<Record<string, string>>;
  readonly steady?: { readonly before?: boolean; readonly after?: boolean };
}

/** A run: payments slow by two seconds, as it should go. */
export function journalWith(
  {
    own = {},
    actions = [SLOW],
    seen,
    asks,
    measured = { "pay-p99": "2.4 (of 60)" },
    steady = {},
  }: Changes = {},
): Journal {
  const { before = true, after = true } = steady;
  const state = (output: string, isMet: boolean) =>
    stateOf(output, isMet, asks);
  return journalSchema.parse({
    "chaoslib-version": "1.44.0",
    platform: "linux",
    node: "here",
    experiment: {
      title: "payments take two seconds",
      controls: [],
      quickticket: { predictions: Object.keys(measured).map(questionOf) },
    },
    start: at(0),
    end: at(50),
    duration: 50,
    status: "completed",
    deviated: false,
    steady_states: {
      before: state("0 (0 of 80)", before),
      after: state("0 (0 of 80)", after),
      during:
        (seen ?? ["0 (0 of 80)", "0 (0 of 90)", "0 (0 of 99)", "0 (0 of 99)"])
          .map((output) => state(output, true)),
    },
    run: actions.map((provider) => ({
      ...result({ type: "action", provider }),
      output: "done",
    })),
    rollbacks: [],
    quickticket: {
      format: 1,
      tool: "test",
      run_id: "run-1",
      verdict: "held",
      reason: "the hypothesis held to the end",
      experiment_file: "experiments/a.yaml",
      experiment_sha256: EXPERIMENT,
      variables: {},
      target: { kind: "dev", label: "deno task dev" },
      blast_radius: {},
      time_limit_s: 90,
      speed: 1,
      owner_seed: 1,
      requests_per_second: 20,
      orders_completed: 60,
      injected_at: at(10),
      broken_at: null,
      broken_by: null,
      reverted_at: at(40),
      abort_s: null,
      recovered_at: at(41),
      recovery_s: 1,
      recovery_within_s: 20,
      undone: [],
      prediction: {
        by: "me",
        sha256: PREDICTION,
        sealed_at: at(-60),
        scored: Object.entries(measured).map(([id, words]) => ({
          id,
          question: id,
          predicted: "1 to 3 with 80 %",
          measured: words,
          right: true,
          confidence: 0.8,
          brier: 0.04,
        })),
        brier: 0.04,
      },
      ...own,
    },
  });
}

/** The files of a run. */
export function record(
  journal: RunRecord["journal"],
  rest: Partial<RunRecord> = {},
): RunRecord {
  return {
    name: "slow-2s",
    journal,
    sealed: { sha256: PREDICTION },
    otherRuns: [],
    experiments: [EXPERIMENT],
    ...rest,
  };
}

/** The provider of a latency of two seconds. */
const SLOW = latency(2000);

/** The provider of a latency (ms). */
export function latency(latency_ms: number): Readonly<Record<string, unknown>> {
  return {
    type: "fault",
    service: "payments",
    fault: { kind: "payment_latency", rate: 1, latency_ms },
  };
}

/** The same with six seconds: broken, and the fault is off soon. */
export const BROKEN: Changes = {
  actions: [latency(6000)],
  seen: ["0.02 (2 of 99)"],
  own: {
    verdict: "broken",
    broken_at: at(20),
    broken_by: "share of 5xx: 0.02",
    abort_s: 0.2,
  },
};

/** A time, so many seconds after the beginning. */
export function at(seconds: number): string {
  return new Date(Date.UTC(2026, 0, 5, 12) + seconds * 1000).toISOString();
}

function questionOf(id: string) {
  const of = id.endsWith("5xx") ? 'requests_total{status=~"5.."}' : "seconds";
  return {
    id,
    provider: { measure: id.endsWith("5xx") ? "ratio" : "quantile", of },
  };
}

function stateOf(
  output: string,
  isMet: boolean,
  provider: Changes["asks"] = {},
) {
  const activity = { type: "probe", name: "share of 5xx answers", provider };
  return {
    steady_state_met: isMet,
    probes: [{ ...result(activity), output, tolerance_met: isMet }],
  };
}

function result(activity: Readonly<Record<string, unknown>>) {
  return {
    activity,
    status: "succeeded" as const,
    start: at(10),
    end: at(11),
    duration: 1,
    output: null,
  };
}
