/**
 * `loadgen`, without a command: puts load on a shop and evaluates it.
 * @module
 */

import type { Clock } from "../../../../services/shared/mod.ts";
import { formatDuration } from "../../../lib/text/mod.ts";
import { Exit, type Host } from "../../../lib/cli/mod.ts";
import { runEngine } from "../engine/engine.ts";
import type { Expectation } from "../result/expect.ts";
import type { HttpClient } from "../client/http_client.ts";
import { judge } from "../result/thresholds.ts";
import { liveView } from "../report/live_view.ts";
import { loadScenario } from "../scenario/load_scenario.ts";
import { type Around, expectationsOf, makePlan } from "./make_plan.ts";
import { serveMetrics } from "../result/metrics_server.ts";
import { type Plan, planMs, type Share } from "../engine/plan.ts";
import type { PreciseTimer } from "../engine/precise_timer.ts";
import type { Machine } from "../result/saturation.ts";
import { nobodyAnswered } from "../report/report.ts";
import { type Player, type RunEnd, runPlan } from "../engine/run.ts";
import { tryFiles, writeFiles } from "../report/run_files.ts";
import type { DesiredRun } from "./flags.ts";
import { runMetrics } from "../engine/run_metrics.ts";
import { type Scenario, stepsOf } from "../scenario/scenario.ts";
import { formatStages, rateAt } from "../engine/stages.ts";
import type { Summary } from "../result/summary.ts";
import { tell } from "../report/print.ts";
import { misplacedFaults } from "./misplaced.ts";
import { workersPlayer } from "../engine/workers.ts";

/** The parts of its process that the tool needs besides its host. */
export interface Surroundings extends Around {
  /** Version of Deno. */
  readonly deno: string;
  readonly client: (plan: Plan, clock: Clock) => HttpClient;
  readonly timer?: () => Promise<PreciseTimer>;
  /** CPU time that the generator itself has used (s). */
  readonly cpuSeconds: () => number;
  /** The machine's own; undefined without the permission to look. */
  readonly machine?: () => Machine | undefined;
}

/** Runs, prints the result, and gives the exit code. */
export async function runLoadgen(
  host: Host,
  desired: DesiredRun,
  around: Surroundings,
): Promise<number> {
  const scenario = await loadScenario(desired.scenario);
  const expectations = await expectationsOf(desired, scenario);
  const plan = await makePlan(desired, scenario, around);
  await tryFiles(desired);
  for (const words of misplacedFaults(host.env)) host.err(words);
  host.err(announcement(plan, scenario));
  const { run, abortedBy } = await watched(host, {
    desired,
    plan,
    scenario,
    expectations,
    around,
  });
  const verdict = judge(run, {
    expectations,
    maxFailures: desired.maxFailures,
  });
  const summary: Summary = { ...run, verdict };
  await writeFiles(summary, desired);
  tell(host, summary, desired.json);
  if (abortedBy !== undefined) {
    host.err(`ended after ${run.run.seconds.toFixed(0)} s: ${abortedBy}`);
  }
  if (nobodyAnswered(summary)) {
    host.err(`Nothing at ${plan.url} answered a single visit`);
    return Exit.couldNotRun;
  }
  return verdict.passed ? Exit.ok : Exit.verdictFailed;
}

interface Play {
  readonly desired: DesiredRun;
  readonly plan: Plan;
  readonly scenario: Scenario;
  readonly expectations: readonly Expectation[];
  readonly around: Surroundings;
}

/** The run, with all that watches it. */
async function watched(host: Host, one: Play): Promise<RunEnd> {
  const { desired, plan, scenario, expectations } = one;
  const { load } = plan;
  const due = (atMs: number): number | undefined =>
    load.kind === "open"
      ? rateAt(load.stages, atMs) / desired.shares
      : undefined;
  const view = liveView({
    steps: stepsOf(scenario).map(({ name }) => name),
    rateAt: due,
    durationMs: planMs(plan),
    isTerminal: host.isTerminal,
    write: (text) => host.styled("err", text),
  });
  const metrics = desired.metricsPort === undefined
    ? undefined
    : runMetrics(scenario, due);
  const server = metrics &&
    serveMetrics(desired.metricsPort ?? 0, metrics.text);
  if (server) host.err(`metrics on http://127.0.0.1:${server.port}/metrics`);
  const stop = new AbortController();
  const noSignals = host.onSignal(() => stop.abort());
  try {
    return await runPlan({
      ...one,
      workers: desired.workers,
      share: shareOf(desired),
      player: playerOf(host, one),
      clock: host.clock,
      signal: stop.signal,
      abort: desired.abortAfterMs === undefined
        ? undefined
        : { afterMs: desired.abortAfterMs, expectations },
      onSlice(slice) {
        view.onSlice(slice);
        metrics?.onSlice(slice);
      },
      deno: one.around.deno,
    });
  } finally {
    noSignals();
    await server?.close();
  }
}

function playerOf(
  { clock }: Host,
  { desired, plan, scenario, around }: Play,
): Player {
  const { workers } = desired;
  const share = shareOf(desired);
  return workers > 1
    ? workersPlayer({ plan, share, workers })
    : localPlayer({ plan, share, scenario, clock, around });
}

function shareOf({ share, shares }: DesiredRun): Share {
  return { index: share, count: shares };
}

interface Local {
  readonly plan: Plan;
  readonly share: Share;
  readonly scenario: Scenario;
  readonly clock: Host["clock"];
  readonly around: Surroundings;
}

/** Plays in this thread. */
export function localPlayer({ around, ...local }: Local): Player {
  const client = around.client(local.plan, local.clock);
  return async (onSlice, signal) => {
    const timer = await around.timer?.();
    const nap = timer?.nap;
    try {
      await runEngine({ ...local, client, nap, signal, onSlice });
    } finally {
      timer?.close();
    }
  };
}

function announcement({ load, url, events }: Plan, { name }: Scenario): string {
  const how = load.kind === "open"
    ? formatStages(load.stages)
    : `${load.users} users for ${formatDuration(load.durationMs)}`;
  return `${name}: ${how} to ${url}, event ${events.join(", ")}; ` +
    "Ctrl-C ends it early";
}
