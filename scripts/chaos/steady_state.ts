/**
 * Waiting until all is well: before the method, and again after it.
 * @module
 */

import { check } from "./check.ts";
import type { HypothesisProbe, Phase } from "./experiment.ts";
import type { State } from "./journal.ts";
import type { ProbeContext } from "./probes/ask.ts";

/** How it came out. */
export interface Steady {
  /** The last check. */
  readonly state: State;
  /** Wall clock (ms) of the first of the good checks in a row; else undefined. */
  readonly since: number | undefined;
}

interface SteadyOptions {
  readonly probes: readonly HypothesisProbe[];
  readonly phase: Phase;
  readonly context: ProbeContext;
  readonly signal: AbortSignal;
  /** Longest wait (ms). */
  readonly withinMs: number;
  readonly everyMs: number;
  /** Good checks in a row that are believed. */
  readonly checks: number;
}

/** Checks until it was good `checks` times in a row, or time is up. */
export async function untilSteady(
  { probes, phase, context, signal, withinMs, everyMs, checks }: SteadyOptions,
): Promise<Steady> {
  const { clock } = context;
  const deadline = clock.monotonic() + withinMs;
  let since: number | undefined;
  let good = 0;
  for (;;) {
    const at = clock.now();
    const state = await check({ probes, phase, context, signal });
    if (state.steady_state_met) {
      since ??= at;
      if (++good >= checks) return { state, since };
    } else {
      since = undefined;
      good = 0;
    }
    // A row that began in time may end: recovery is when it began.
    const isLate = clock.monotonic() >= deadline;
    if (signal.aborted || (isLate && since === undefined)) {
      return { state, since: undefined };
    }
    await clock.sleep(everyMs, signal).catch(() => {});
  }
}
