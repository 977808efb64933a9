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
 * Waits for `work`, but not longer than `ms`. A later result is
 * dropped, and so is a later failure.
 * @throws {TooLate}
 */
export function within<T>(
  clock: Pick<Clock, "after">,
  ms: number,
  work: Promise<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const callOff = clock.after(ms, () => reject(new TooLate(ms)));
    work.finally(callOff).then(resolve, reject);
  });
}
