/**
 * The runs of Lab 8's solution as a shop left them.
 * @module
 */

import { at, BROKEN, type Changes } from "./journal_fixture.ts";

/** One run, and what a trial may change of it. */
export interface Run extends Changes {
  /** The experiment of the student's own, by its name. */
  readonly file?: string;
  /** Or one of the course. */
  readonly shipped?: string;
  readonly variables?: Readonly<Record<string, string | number>>;
  /** The author of its prediction; undefined: it was not predicted. */
  readonly predicted?: string;
  /** Whether its prediction is handed in, and as it was. */
  readonly sealed?: boolean | "changed";
  /** The signer. */
  readonly by?: "other";
  /** A change of the signed text. */
  readonly edit?: readonly [string, string];
  /** When it began (s after the first one). */
  readonly started?: number;
}

/** Refused at once: what reserving came to. */
const REFUSED = ["0.9 (9 of 10)", "1 (9 of 9)", "1 (9 of 9)", "1 (9 of 9)"];

const SEEN = [
  "0.2 (2 of 10)",
  "0.6 (6 of 10)",
  "0.6 (6 of 10)",
  "0.6 (6 of 10)",
];

const STACKED = { file: "stacked", predicted: "stacked", seen: SEEN } as const;

/** The solution's own, by name. */
export const RUNS = {
  "slow-2s": { shipped: "payments-slow-2s", predicted: "slow-2s" },
  "slow-6s": {
    ...BROKEN,
    actions: undefined,
    shipped: "payments-slow-2s",
    variables: { latency_ms: 6000 },
    predicted: "slow-6s",
  },
  "kill": {
    shipped: "pod-delete",
    predicted: "kill",
    measured: { "any-5xx": "0.01 (1 of 99)" },
  },
  "redis": {
    file: "redis",
    predicted: "redis",
    seen: REFUSED,
    measured: {
      "reserve-5xx": "0.97 (97 of 100)",
      "reserve-p99": "0.9 (of 60)",
    },
  },
  "stacked": {
    ...STACKED,
    measured: { "list-5xx": "0.02 (2 of 100)", "list-p99": "3.1 (of 60)" },
  },
  "stacked-no-failures": {
    ...STACKED,
    variables: { failure_rate: 0 },
    measured: { "list-5xx": "0.02 (2 of 100)", "list-p99": "3.0 (of 60)" },
  },
  "stacked-large-pool": {
    ...STACKED,
    variables: { max_conns: 10 },
    measured: { "list-5xx": "0.01 (1 of 100)", "list-p99": "1.9 (of 60)" },
  },
  "stacked-no-lock": {
    ...STACKED,
    variables: { locked_table: "schema_migrations" },
    measured: { "list-5xx": "0 (0 of 100)", "list-p99": "0.02 (of 60)" },
  },
  "fix-before": {
    file: "pool",
    own: {
      verdict: "broken",
      broken_at: at(20),
      broken_by: "requests that wait for a connection: 7",
      abort_s: 0.3,
    },
  },
  "fix-after": { file: "pool" },
} as unknown as Readonly<Record<RunName, Run>>;

/** Their names. */
export type RunName =
  | "slow-2s"
  | "slow-6s"
  | "kill"
  | "redis"
  | "stacked"
  | "stacked-no-failures"
  | "stacked-large-pool"
  | "stacked-no-lock"
  | "fix-before"
  | "fix-after";
