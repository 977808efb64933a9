/**
 * A bound on the wait for something that cannot be called off.
 * @module
 */

import type { Clock } from "./clock.ts";

/** It took too long. It may still happen. */
export class TooLate extends Error {
  override readonly name = "TooLate";
  /** The bound that was passed. */
  readonly ms: number;

  constructor(ms: number) {
    super(`No answer within ${ms} ms`);
    this.ms = ms;
  }
}

/**
 * Waits for `work`, but not longer than `ms`. What comes of it later is
 * dropped, failures too.
 * @throws {TooLate}
 */
export async function within<T>(
  clock: Pick<Clock, "sleep">,
  ms: number,
  work: Promise<T>,
): Promise<T> {
  const ended = new AbortController();
  const late = clock.sleep(ms, ended.signal).then(() => {
    throw new TooLate(ms);
  });
  late.catch(() => {}); // the race has reported it, or called it off
  try {
    return await Promise.race([work, late]);
  } finally {
    ended.abort();
    work.catch(() => {});
  }
}
