/**
 * Each shipped experiment twice: as it is, where its hypothesis must hold, and
 * with a harder blow, where it must be found broken. Both in short forms.
 * @module
 */

import type { Values } from "../../chaos/mod.ts";

/** How an experiment is played. */
export interface Case {
  readonly name: string;
  /** Divides pauses and windows. */
  readonly speed: number;
  /** Values with which the hypothesis holds. */
  readonly holds: Values;
  /** Values with which it does not, and which probe says so. */
  readonly breaks: Values;
  readonly brokenBy: RegExp;
}

/** In the order of their files. */
export const CASES: readonly Case[] = [
  one("broken-json", { breaks: { sick: "gateway" }, brokenBy: /six events/ }),
  one("charge-answers-lost", {
    holds: { rate: 0.2 },
    breaks: { rate: 1 },
    brokenBy: /pays that fail/,
  }),
  one("event-loop-block", { breaks: { block_ms: 2500 }, brokenBy: /p99/ }),
  one("events-kill", { breaks: { victim: "gateway" }, brokenBy: /gateway/ }),
  one("gateway-fault-rate", {
    // Few requests in a short window: chance needs more room.
    holds: { most_errors: 0.25 },
    breaks: { rate: 0.6 },
    brokenBy: /5xx/,
  }),
  one("gateway-frozen", {
    speed: 3,
    breaks: { victim: "events" },
    brokenBy: /events/,
  }),
  one("gateway-kill", { breaks: { victim: "events" }, brokenBy: /events/ }),
  one("hold-clock-skew", {
    breaks: { skew_s: -300, most_unknown: 0 },
    brokenBy: /no reservation/,
  }),
  one("list-latency", { breaks: { latency_ms: 2500 }, brokenBy: /list/ }),
  one("memory-growth", {
    breaks: { mib: 512, most_bytes: 350_000_000 },
    brokenBy: /memory/,
  }),
  one("payments-half-failing", {
    holds: { rate: 0.3 },
    breaks: { rate: 1 },
    brokenBy: /pays that fail/,
  }),
  one("payments-kill", { breaks: { victim: "events" }, brokenBy: /list|5xx/ }),
  one("payments-new-settings", {
    breaks: { failure_rate: "1" },
    brokenBy: /pays that fail/,
  }),
  one("payments-slow-2s", {
    speed: 8,
    breaks: { latency_ms: 6000 },
    brokenBy: /5xx/,
  }),
  one("payments-slow-6s", {
    speed: 8,
    breaks: { most_pay_errors: 0.5 },
    brokenBy: /pays that fail/,
  }),
  one("pool-starvation", {
    speed: 2,
    breaks: { max_conns: 1, lock_s: 16 },
    brokenBy: /lists that fail/,
  }),
  one("postgres-frozen", {
    speed: 6,
    breaks: { patience_s: 0.5 },
    brokenBy: /list is answered/,
  }),
  one("postgres-gone", {
    breaks: { expected_status: 200 },
    brokenBy: /list is refused/,
  }),
  one("readiness-refused", { breaks: { kind: "error" }, brokenBy: /list|5xx/ }),
  one("redis-frozen", {
    speed: 8,
    breaks: { slowest_reserve_s: 0.5 },
    brokenBy: /reserve/,
  }),
  one("redis-gone", {
    breaks: { victim: "postgres" },
    brokenBy: /list|events/,
  }),
  one("redis-partition", {
    speed: 8,
    breaks: { slowest_reserve_s: 0.5 },
    brokenBy: /reserve/,
  }),
  one("redis-slow-network", {
    breaks: { delay_ms: 2000 },
    brokenBy: /5xx|reserve/,
  }),
  one("slow-charge-body", {
    speed: 8,
    breaks: { latency_ms: 8000 },
    brokenBy: /5xx/,
  }),
  one("stacked-failures", {
    holds: { failure_rate: 0.2 },
    breaks: { failure_rate: 1 },
    brokenBy: /pays that fail/,
  }),
];

/** The three that stand for all in a quick run. */
export const SMOKE: readonly string[] = [
  "payments-half-failing",
  "payments-kill",
  "readiness-refused",
];

function one(
  name: string,
  { speed = 12, holds = {}, breaks, brokenBy }:
    & Pick<Case, "breaks" | "brokenBy">
    & Partial<Case>,
): Case {
  return { name, speed, holds, breaks, brokenBy };
}
