/**
 * Runs a plan from its first arrival to its summary.
 * @module
 */

import type { Clock } from "../../../../services/shared/mod.ts";
import { intervalMsOf, openBook, type Tally } from "../result/totals.ts";
import type { Expectation } from "../result/expect.ts";
import { brokenSoFar } from "../result/thresholds.ts";
import { type Plan, planMs, type Share, WHOLE } from "./plan.ts";
import { type Scenario, stepsOf } from "../scenario/scenario.ts";
import type { Slice } from "../result/slice.ts";
import {
  type Ran,
  rounded,
  summarize,
  type Unevaluated,
} from "../result/summarize.ts";
import type { Summary } from "../result/summary.ts";

/** Plays a plan, wholly or in shares, and tells of it. */
export type Player = (
  onSlice: (slice: Slice) => void,
  signal: AbortSignal,
) => Promise<void>;

/** The dependencies of a run. */
export interface RunOptions {
  readonly plan: Plan;
  readonly scenario: Scenario;
  readonly player: Player;
  /** The part that is played here; the whole by default. */
  readonly share?: Share;
  /** How many play together. */
  readonly workers: number;
  readonly clock: Clock;
  /** Aborted: no more arrivals; what is under way is waited for. */
  readonly signal: AbortSignal;
  /** Ends the run when an expectation is broken, after so long (ms). */
  readonly abort?: {
    readonly afterMs: number;
    readonly expectations: readonly Expectation[];
  } | undefined;
  readonly onSlice?: (slice: Slice) => void;
  /** Version of Deno. */
  readonly deno: string;
}

/** A run that is over. */
export interface RunEnd {
  readonly run: Unevaluated;
  /** Which expectation ended it early, and how. */
  readonly abortedBy: string | undefined;
}

/** Runs it. */
export async function runPlan(options: RunOptions): Promise<RunEnd> {
  const { plan, abort } = options;
  const tally = openBook(intervalMsOf(planMs(plan)));
  const started = new Date(options.clock.now()).toISOString();
  const early = new AbortController();
  let abortedBy: string | undefined;

  function onSlice(slice: Slice): void {
    tally.add(slice);
    options.onSlice?.(slice);
    if (!abort || early.signal.aborted) return;
    const { atMs } = slice;
    if (atMs < abort.afterMs || atMs >= planMs(plan)) return;
    abortedBy = brokenSoFar(summary("planned"), abort.expectations);
    if (abortedBy !== undefined) early.abort();
  }

  function summary(ended: Summary["run"]["ended"]): Unevaluated {
    return summarize(tally, ranOf(options, { tally, started, ended }));
  }

  await options.player(
    onSlice,
    AbortSignal.any([options.signal, early.signal]),
  );
  const stopped = options.signal.aborted ? "stopped" : "planned";
  return {
    run: summary(abortedBy === undefined ? stopped : "aborted"),
    abortedBy,
  };
}

function ranOf(
  { plan, scenario, workers, deno, share = WHOLE }: RunOptions,
  { tally, started, ended }: {
    readonly tally: Tally;
    readonly started: string;
    readonly ended: Summary["run"]["ended"];
  },
): Ran {
  const { url, seed, timeoutMs, load } = plan;
  return {
    run: {
      scenario: scenario.name,
      url,
      events: [...plan.events],
      seed,
      load: load.kind === "open"
        ? { ...load, stages: load.stages.map((one) => ({ ...one })) }
        : { ...load, thinkMs: [...load.thinkMs] },
      timeoutMs,
      workers,
      shares: { of: share.count, parts: [share.index] },
      started,
      plannedSeconds: planMs(plan) / 1000,
      seconds: rounded(tally.elapsedMs / 1000),
      ended,
      deno,
    },
    steps: stepsOf(scenario),
    journeys: scenario.journeys.map(({ name, weight, steps }) => ({
      name,
      weight,
      buys: steps.some(({ isOrder }) => isOrder === true),
    })),
  };
}
