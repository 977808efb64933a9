/**
 * Something that is done every second, and its last result.
 * @module
 */

import type { Clock } from "../../../services/shared/mod.ts";

/** A beating heart. */
export interface Beat<T> {
  /** The last result; undefined before the first. */
  last(): T | undefined;
  /**
   * The next result; undefined when there will be none. A slow reader misses
   * some results, but they do not pile up.
   */
  next(): Promise<T | undefined>;
  /** Resolves when nothing is under way any more. */
  stop(): Promise<void>;
}

interface BeatOptions<T> {
  readonly everyMs: number;
  readonly clock: Clock;
  readonly work: () => Promise<T>;
  readonly onError: (error: unknown) => void;
}

/** Begins to beat. A beat that takes too long delays the next ones. */
export function startBeat<T>(
  { everyMs, clock, work, onError }: BeatOptions<T>,
): Beat<T> {
  const stopping = new AbortController();
  const { signal } = stopping;
  let last: T | undefined;
  let waiting = Promise.withResolvers<T | undefined>();

  async function run(): Promise<void> {
    while (!signal.aborted) {
      const due = clock.monotonic() + everyMs;
      try {
        last = await work();
        waiting.resolve(last);
        waiting = Promise.withResolvers();
      } catch (error) {
        onError(error);
      }
      const rest = Math.max(1, due - clock.monotonic());
      await clock.sleep(rest, signal).catch(() => {}); // stopped: the loop ends
    }
    waiting.resolve(undefined);
  }

  const running = run();
  return {
    last: () => last,
    next: () => signal.aborted ? Promise.resolve(undefined) : waiting.promise,
    stop: async () => {
      stopping.abort();
      waiting.resolve(undefined);
      await running;
    },
  };
}
