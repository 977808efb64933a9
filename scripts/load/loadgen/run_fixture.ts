/**
 * Runs for tests: a fake shop, a fake clock, real everything else.
 * @module
 */

import { fakeClock } from "../../../services/shared/mod.ts";
import { runEngine } from "./engine/engine.ts";
import { fetchClient } from "./client/fetch_client.ts";
import {
  type ClosedLoad,
  type OpenLoad,
  type Plan,
  planMs,
  type Share,
  WHOLE,
} from "./engine/plan.ts";
import { runPlan } from "./engine/run.ts";
import mixed from "./scenario/mixed.ts";
import { fakeShop } from "./shop_fixture.ts";
import type { Summary } from "./result/summary.ts";

/** Strangers, ever more of them. */
export const OPEN: OpenLoad = {
  kind: "open",
  stages: [{ ms: 5000, from: 10, to: 60 }],
  arrivals: "poisson",
  maxInFlight: 1000,
};

/** A few people. */
export const CLOSED: ClosedLoad = {
  kind: "closed",
  users: 7,
  ramp: 3,
  thinkMs: [100, 900],
  durationMs: 5000,
};

/** A share of a run, and the visits that it made, in order. */
export async function played(
  load: Plan["load"],
  share: Share = WHOLE,
  seed = 5,
): Promise<{ readonly summary: Summary; readonly asked: readonly string[] }> {
  const clock = fakeClock();
  const shop = fakeShop((path) => path.endsWith("/pay") ? 503 : 200);
  const plan: Plan = {
    scenario: "mixed",
    url: "http://shop",
    events: [1, 2, 3],
    load,
    timeoutMs: 1000,
    seed,
  };
  const client = fetchClient({ fetch: shop.fetch, clock, timeoutMs: 1000 });
  const running = runPlan({
    plan,
    scenario: mixed,
    workers: 1,
    share,
    clock,
    signal: new AbortController().signal,
    deno: "",
    player: (onSlice, signal) =>
      runEngine({
        plan,
        share,
        scenario: mixed,
        client,
        clock,
        signal,
        onSlice,
      }),
  });
  await clock.advance(planMs(plan) + 5000);
  const verdict = { passed: true, reasons: [], expectations: [] };
  return { summary: { ...(await running).run, verdict }, asked: shop.asked };
}
