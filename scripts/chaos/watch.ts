/**
 * The hypothesis, watched: checked again and again until it is broken or the
 * caller stops waiting.
 * @module
 */

import type { HypothesisProbe } from "./model/experiment.ts";
import { type Broken, check } from "./check.ts";
import type { State } from "./journal.ts";
import type { ProbeContext } from "./probes/ask.ts";

/** A watch that is kept. */
export interface Watch {
  /** Every check so far. */
  readonly states: readonly State[];
  /** The check that broke first; undefined while all hold. */
  readonly broken: Broken | undefined;
  /** Ends it; resolves when the last check is over. */
  stop(): Promise<void>;
}

interface WatchOptions {
  readonly probes: readonly HypothesisProbe[];
  readonly context: ProbeContext;
  readonly everyMs: number;
  /**
   * Whether the first action is done. Until then only the earlier state is
   * expected: the effect of the fault cannot be there yet.
   */
  readonly isOn: () => boolean;
  /** Called at once when it is broken, and never again. */
  readonly onBroken: (broken: Broken) => void;
}

/** Begins to watch. */
export function watch(
  { probes, context, everyMs, isOn, onBroken }: WatchOptions,
): Watch {
  const states: State[] = [];
  const ending = new AbortController();
  let broken: Broken | undefined;

  async function go(): Promise<void> {
    while (!ending.signal.aborted) {
      const isLit = isOn();
      const state = await check({
        probes: probes.filter(({ quickticket: { when } }) =>
          isLit || when.includes("before")
        ),
        phase: "during",
        context,
        signal: ending.signal,
        onBroken: (first) => {
          if (broken !== undefined) return;
          broken = first;
          onBroken(first);
        },
      });
      // A check that was cut off says nothing about the system.
      if (!ending.signal.aborted) states.push(state);
      if (broken !== undefined) return;
      await context.clock.sleep(everyMs, ending.signal).catch(() => {});
    }
  }

  const gone = go();
  return {
    states,
    get broken() {
      return broken;
    },
    stop: async () => {
      // A broken check is reported in full: all probes of that check are of
      // interest.
      if (broken === undefined) ending.abort();
      await gone;
    },
  };
}
