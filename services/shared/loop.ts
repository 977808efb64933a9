/**
 * Work that comes round again, until it is stopped.
 * @module
 */

import type { Clock } from "./clock.ts";

/** The work of a loop, and how often it runs. */
export interface LoopOptions {
  readonly clock: Pick<Clock, "sleep">;
  /** Pause between two rounds (ms). */
  readonly everyMs: number;
  /** Pause before the first (ms). @default {everyMs} */
  readonly firstMs?: number;
  /** One round. It must not reject. `signal` says that the loop is to stop. */
  readonly round: (signal: AbortSignal) => Promise<unknown>;
}

/** A loop that runs. */
export interface Loop {
  /** Starts no further round; resolves when the one under way has ended. */
  stop(): Promise<void>;
}

/** Starts a loop. */
export function startLoop(
  { clock, everyMs, firstMs = everyMs, round }: LoopOptions,
): Loop {
  const stopping = new AbortController();
  const ended = run();

  async function run(): Promise<void> {
    let wait = firstMs;
    while (await slept(wait)) {
      await round(stopping.signal);
      wait = everyMs;
    }
  }

  async function slept(ms: number): Promise<boolean> {
    try {
      await clock.sleep(ms, stopping.signal);
      return true;
    } catch {
      return false; // stopped
    }
  }

  return {
    stop() {
      stopping.abort();
      return ended;
    },
  };
}
