/**
 * The faults of each service that the page offers: a name for people, and the
 * one number that matters. Bounds are the services' own business.
 * @module
 */

import type { FaultKind } from "../../../services/mod.ts";

/** A fault in words. */
export interface FaultInWords {
  readonly words: string;
  /** The parameter that one sets besides rate and life. */
  readonly field?: string;
  readonly unit?: string;
  readonly usual?: number;
}

/** Every kind that a service may have. */
export const FAULTS_IN_WORDS: Readonly<Record<FaultKind, FaultInWords>> = {
  latency: {
    words: "Answers are late",
    field: "latency_ms",
    unit: "ms",
    usual: 500,
  },
  error: {
    words: "Answers are errors",
    field: "status",
    unit: "status",
    usual: 500,
  },
  drop_connection: { words: "Connections are dropped" },
  slow_body: {
    words: "Bodies trickle",
    field: "latency_ms",
    unit: "ms",
    usual: 2000,
  },
  malformed_json: { words: "Answers are broken JSON" },
  memory_growth: {
    words: "Memory grows",
    field: "mib",
    unit: "MiB",
    usual: 64,
  },
  event_loop_block: {
    words: "The event loop blocks",
    field: "block_ms",
    unit: "ms",
    usual: 200,
  },
  refuse_readiness: { words: "Readiness is refused" },
  lost_database: { words: "The database is lost" },
  lost_redis: { words: "Redis is lost" },
  small_pool: {
    words: "The pool is small",
    field: "max_conns",
    unit: "connections",
    usual: 1,
  },
  clock_skew: {
    words: "The clock of holds is wrong",
    field: "skew_s",
    unit: "s",
    usual: 240,
  },
  stale_reads: {
    words: "Reads are stale",
    field: "age_ms",
    unit: "ms",
    usual: 5000,
  },
  payment_failure: { words: "Charges fail" },
  payment_latency: {
    words: "Charges are slow",
    field: "latency_ms",
    unit: "ms",
    usual: 2000,
  },
  duplicate_charge_reply: { words: "Charges are answered twice" },
  notify_loss: { words: "Notifications get lost" },
};

/** A fault that is one click away. */
export interface Preset {
  readonly service: string;
  readonly words: string;
  /** Without its life, which the page asks for. */
  readonly fault: Readonly<Record<string, string | number>>;
}

/** The ones that teach most. */
export const PRESETS: readonly Preset[] = [
  {
    service: "gateway",
    words: "One answer in ten is a 500",
    fault: { kind: "error", rate: 0.1 },
  },
  {
    service: "gateway",
    words: "Event loop blocks for 200 ms",
    fault: { kind: "event_loop_block", rate: 0.1, block_ms: 200 },
  },
  {
    service: "events",
    words: "Every answer 300 ms later",
    fault: { kind: "latency", rate: 1, latency_ms: 300 },
  },
  {
    service: "events",
    words: "A pool of one connection",
    fault: { kind: "small_pool", rate: 1, max_conns: 1 },
  },
  {
    service: "events",
    words: "Redis is lost",
    fault: { kind: "lost_redis", rate: 1 },
  },
  {
    service: "payments",
    words: "Half of the charges fail",
    fault: { kind: "payment_failure", rate: 0.5 },
  },
  {
    service: "payments",
    words: "Every charge fails",
    fault: { kind: "payment_failure", rate: 1 },
  },
  {
    service: "payments",
    words: "Charges take 2 s",
    fault: { kind: "payment_latency", rate: 1, latency_ms: 2000 },
  },
];
