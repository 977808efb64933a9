/**
 * Visitors on request: the load of `deno task loadgen` inside the console.
 * @module
 */

import { LOAD_EVENT_ID } from "../../adapters/shop/mod.ts";
import type { Clock } from "../../../services/shared/mod.ts";
import { runLoad } from "../../load/loadgen/engine/mod.ts";
import { visit } from "../../load/loadgen/scenario/mod.ts";

/** Most visits a second: the console shares the processor with the shop. */
export const MAX_RPS = 200;

/** Longest run (s). */
export const MAX_LOAD_S = 3600;

/** The results of the load. */
export interface LoadView {
  readonly isRunning: boolean;
  readonly rps: number;
  readonly secondsLeft: number;
  readonly visits: number;
  readonly failures: number;
  readonly purchases: number;
  /** Arrivals for which there was no room. */
  readonly dropped: number;
}

/** The load. */
export interface LoadControl {
  /** Starts; a load that runs is ended first. */
  start(desired: { readonly rps: number; readonly seconds: number }): void;
  /** No more arrivals; resolves when the last visit is over. */
  stop(): Promise<void>;
  view(): LoadView;
}

interface LoadControlOptions {
  /** Base URL of the gateway. */
  readonly url: () => string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly fetch: typeof fetch;
}

/** A load that does not run. */
export function loadControl(
  { url, clock, random, fetch }: LoadControlOptions,
): LoadControl {
  let current: Run | undefined;

  function begin(rps: number, seconds: number): Run {
    const stopping = new AbortController();
    const run: Run = {
      rps,
      endsAt: clock.monotonic() + seconds * 1000,
      isRunning: true,
      visits: 0,
      failures: 0,
      purchases: 0,
      dropped: 0,
      stopping,
      done: Promise.resolve(),
    };
    run.done = runLoad({
      rps,
      durationMs: seconds * 1000,
      maxInFlight: Math.max(20, rps * 5),
      clock,
      random,
      signal: stopping.signal,
      visit: (operation) =>
        visit(operation, {
          url: url(),
          eventId: LOAD_EVENT_ID,
          fetch,
          timeoutMs: 10_000,
        }),
      onVisit: ({ operation, result }) => {
        run.visits++;
        if (result === "server_error" || result === "no_answer") run.failures++;
        if (operation === "purchase" && result === "ok") run.purchases++;
      },
    }).then((dropped) => {
      run.dropped = dropped;
    }).finally(() => {
      run.isRunning = false;
    });
    return run;
  }

  return {
    start({ rps, seconds }) {
      current?.stopping.abort();
      current = begin(rps, seconds);
    },
    async stop() {
      current?.stopping.abort();
      await current?.done;
    },
    view() {
      if (current === undefined) return NO_LOAD;
      const { isRunning, endsAt } = current;
      const left = Math.ceil((endsAt - clock.monotonic()) / 1000);
      return {
        isRunning,
        rps: current.rps,
        secondsLeft: isRunning ? Math.max(0, left) : 0,
        visits: current.visits,
        failures: current.failures,
        purchases: current.purchases,
        dropped: current.dropped,
      };
    },
  };
}

const NO_LOAD: LoadView = {
  isRunning: false,
  rps: 0,
  secondsLeft: 0,
  visits: 0,
  failures: 0,
  purchases: 0,
  dropped: 0,
};

interface Run {
  readonly rps: number;
  readonly endsAt: number;
  isRunning: boolean;
  visits: number;
  failures: number;
  purchases: number;
  dropped: number;
  readonly stopping: AbortController;
  done: Promise<void>;
}
