/**
 * A thread that plays a share of a run.
 * @module
 */

/// <reference lib="deno.worker" />

import { systemClock } from "../../../../services/shared/mod.ts";
import { runEngine } from "./engine.ts";
import { clientOf } from "../client/client_of.ts";
import { loadScenario } from "../scenario/load_scenario.ts";
import { startPreciseTimer } from "./precise_timer.ts";
import type { Plan, Share } from "./plan.ts";
import type { FromWorker, ToWorker } from "./worker_protocol.ts";

const stop = new AbortController();

function tell(message: FromWorker): void {
  self.postMessage(message);
}

async function start(plan: Plan, share: Share): Promise<void> {
  const clock = systemClock;
  const timer = await startPreciseTimer();
  try {
    await runEngine({
      plan,
      share,
      scenario: await loadScenario(plan.scenario),
      client: clientOf(plan, clock),
      clock,
      nap: timer.nap,
      signal: stop.signal,
      onSlice: (slice) => tell({ kind: "slice", slice }),
    });
    tell({ kind: "done" });
  } catch (error) {
    const reason = error instanceof Error ? error.stack : String(error);
    tell({ kind: "failed", reason: reason ?? "" });
  } finally {
    timer.close();
  }
}

self.onmessage = ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === "stop") stop.abort();
  else start(data.plan, data.share);
};
tell({ kind: "ready" });
