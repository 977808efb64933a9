/**
 * A clock that moves only when a test says so.
 * @module
 */

import type { Clock } from "./clock.ts";

/** A {@link Clock} with a hand on its hands. */
export interface FakeClock extends Clock {
  /** Every duration that was slept, in milliseconds, in the order asked. */
  readonly slept: readonly number[];
  /** How many sleepers are waiting now. */
  readonly sleeping: number;
  /**
   * Moves time on by `ms`, waking each sleeper at its moment and letting it run
   * before the next one.
   */
  advance(ms: number): Promise<void>;
}

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** Makes a clock that stands at `start` (milliseconds since 1970). */
export function fakeClock(start = 0): FakeClock {
  let time = start;
  const slept: number[] = [];
  const sleepers = new Set<Sleeper>();

  function sleep(ms: number, signal?: AbortSignal): Promise<void> {
    slept.push(ms);
    if (signal?.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const sleeper = { at: time + ms, wake: resolve };
      sleepers.add(sleeper);
      signal?.addEventListener("abort", () => {
        if (sleepers.delete(sleeper)) reject(signal.reason);
      }, { once: true });
    });
  }

  function after(ms: number, wake: () => void): () => void {
    const sleeper = { at: time + ms, wake };
    sleepers.add(sleeper);
    return () => void sleepers.delete(sleeper);
  }

  async function advance(ms: number): Promise<void> {
    const end = time + ms;
    await settle();
    for (let next = earliest(end); next; next = earliest(end)) {
      time = next.at;
      sleepers.delete(next);
      next.wake();
      await settle();
    }
    time = end;
  }

  function earliest(end: number): Sleeper | undefined {
    let first: Sleeper | undefined;
    for (const sleeper of sleepers) {
      if (sleeper.at <= end && (!first || sleeper.at < first.at)) {
        first = sleeper;
      }
    }
    return first;
  }

  return {
    slept,
    get sleeping() {
      return sleepers.size;
    },
    now: () => time,
    monotonic: () => time - start,
    sleep,
    after,
    advance,
  };
}

/** Lets every promise that can go on do so (a macrotask runs after them all). */
function settle(): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, 0));
}
