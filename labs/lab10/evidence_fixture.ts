/**
 * Runs and a limit for tests, made by the load generator itself on a shop that
 * is not there.
 * @module
 */

import { fakeClock } from "../../services/shared/mod.ts";
import { runEngine } from "../../scripts/load/loadgen/engine/engine.ts";
import { fetchClient } from "../../scripts/load/loadgen/client/fetch_client.ts";
import { judge } from "../../scripts/load/loadgen/result/thresholds.ts";
import {
  type Plan,
  planMs,
  WHOLE,
} from "../../scripts/load/loadgen/engine/plan.ts";
import { runPlan } from "../../scripts/load/loadgen/engine/run.ts";
import mixed from "../../scripts/load/loadgen/scenario/mixed.ts";
import { fakeShop } from "../../scripts/load/loadgen/shop_fixture.ts";
import type { Evidence, LimitFile, LimitStep, Run } from "./evidence.ts";

/** When the first run began; the others follow, a minute apart. */
const BEGAN = Date.parse("2026-11-20T10:00:00Z");

/** When all of it was over. */
export const LATER = BEGAN + 3_600_000;

/** A run of so many users, 20 s long. */
export async function runOf(users: number, order: number): Promise<Run> {
  const clock = fakeClock();
  const shop = fakeShop(() => 200);
  const plan: Plan = {
    scenario: "mixed",
    url: "http://shop",
    events: [6],
    load: {
      kind: "closed",
      users,
      ramp: users / 5,
      thinkMs: [2000, 4000],
      durationMs: 20_000,
    },
    timeoutMs: 1000,
    seed: 5,
  };
  const client = fetchClient({ fetch: shop.fetch, clock, timeoutMs: 1000 });
  const signal = new AbortController().signal;
  const running = runPlan({
    plan,
    scenario: mixed,
    workers: 1,
    share: WHOLE,
    clock,
    signal,
    deno: "",
    player: (onSlice) =>
      runEngine({
        plan,
        share: WHOLE,
        scenario: mixed,
        client,
        clock,
        signal,
        onSlice,
      }),
  });
  await clock.advance(planMs(plan) + 5000);
  const { run } = await running;
  const started = new Date(BEGAN + 60_000 * order).toISOString();
  const summary = {
    ...run,
    run: { ...run.run, started },
    verdict: judge(run, { expectations: [] }),
  };
  return { file: `users-${users}.json`, summary };
}

/** A step of a search. */
export function stepOf(
  rate: number,
  change: Partial<LimitStep> = {},
): LimitStep {
  return {
    rate,
    ordersPerSecond: rate / 10,
    p50: 5,
    p99: 40,
    failures: 0,
    dropped: 0,
    reasons: [],
    uses: [
      { resource: "events CPU", share: 0.4, detail: "0.40 of a core" },
      { resource: "gateway CPU", share: 0.2, detail: "0.20 of a core" },
      { resource: "generator CPU", share: 0.1, detail: "0.10 of a core" },
    ],
    ...change,
  };
}

/** The step that breaks: slow, and events has no CPU left. */
export function brokenStep(
  rate: number,
  change: Partial<LimitStep> = {},
): LimitStep {
  return stepOf(rate, {
    p50: 90,
    p99: 812.4,
    reasons: ["p99<500ms: measured 812.4ms"],
    uses: [
      { resource: "events event loop", share: 3.1, detail: "late by 310 ms" },
      { resource: "events CPU", share: 0.15, detail: "0.15 of a core" },
      { resource: "generator CPU", share: 0.1, detail: "0.10 of a core" },
    ],
    ...change,
  });
}

/** 50 and 100 hold, 150 breaks. */
export const LIMIT_FILE: LimitFile = {
  steps: [stepOf(50), stepOf(100), brokenStep(150)],
  holds: 100,
  breaks: 150,
};

let made: Promise<Evidence> | undefined;

/** Four runs and a limit; made once. */
export function goodEvidence(): Promise<Evidence> {
  made ??= Promise.all([10, 50, 100, 200].map((users, i) => runOf(users, i)))
    .then((runs) => ({ runs, unreadable: [], limit: LIMIT_FILE }));
  return made;
}
