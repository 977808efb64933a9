/**
 * A load with an outage in it, made by the load generator itself on a shop that
 * is played: what step 1.5 leaves behind.
 * @module
 */

import { fakeClock } from "../../../services/shared/mod.ts";
import { runEngine } from "../../../scripts/load/loadgen/engine/engine.ts";
import { fetchClient } from "../../../scripts/load/loadgen/client/fetch_client.ts";
import { judge } from "../../../scripts/load/loadgen/result/thresholds.ts";
import {
  type Plan,
  planMs,
  WHOLE,
} from "../../../scripts/load/loadgen/engine/plan.ts";
import { runPlan } from "../../../scripts/load/loadgen/engine/run.ts";
import mixed from "../../../scripts/load/loadgen/scenario/mixed.ts";
import { fakeShop } from "../../../scripts/load/loadgen/shop_fixture.ts";
import type { Summary } from "../../../scripts/load/loadgen/result/mod.ts";

/** The events from second to second. */
export interface Outage {
  readonly seconds?: number;
  readonly rps?: number;
  /** Which paths fail from 10 s to 20 s; pays by default. */
  readonly fails?: RegExp;
}

/** The summary of such a load. */
export async function outageLoad(
  { seconds = 30, rps = 5, fails = /\/pay$/ }: Outage = {},
): Promise<Summary> {
  const clock = fakeClock();
  const began = clock.monotonic();
  const shop = fakeShop((path) => {
    const at = (clock.monotonic() - began) / 1000;
    return at >= 10 && at < 20 && fails.test(path) ? 502 : 200;
  });
  const plan: Plan = {
    scenario: "mixed",
    url: "http://127.0.0.1:8080",
    events: [6],
    load: {
      kind: "open",
      stages: [{ ms: seconds * 1000, from: rps, to: rps }],
      arrivals: "poisson",
      maxInFlight: 100,
    },
    timeoutMs: 1000,
    seed: 5,
  };
  const client = fetchClient({ fetch: shop.fetch, clock, timeoutMs: 1000 });
  const { signal } = new AbortController();
  const running = runPlan({
    plan,
    scenario: mixed,
    workers: 1,
    share: WHOLE,
    clock,
    signal,
    deno: "2.9.6",
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
  return { ...run, verdict: judge(run, { expectations: [] }) };
}
