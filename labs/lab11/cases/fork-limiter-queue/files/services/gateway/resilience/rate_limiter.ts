/**
 * Rate limiter: a sliding window of one second. It limits this process alone:
 * with five replicas a client gets up to five times as much.
 * @module
 */

import type { Clock } from "../../shared/clock.ts";

/** What a limiter needs. */
export interface RateLimiterOptions {
  /** `RATE_LIMIT_RPS`: admissions a second and key, at least 1. */
  readonly limitRps: number;
  /** A clock that nobody sets back. */
  readonly clock: Pick<Clock, "monotonic">;
}

/** How far back the window looks (ms). */
const WINDOW_MS = 1000;

/**
 * Admits at most `limitRps` calls a key within any one second. Keys are route
 * patterns, so their number is bounded.
 */
export class RateLimiter {
  readonly #options: RateLimiterOptions;
  /** Times of the admitted calls of each key, the oldest first. */
  readonly #admitted = new Map<string, number[]>();

  constructor(options: RateLimiterOptions) {
    this.#options = options;
  }

  /** Whether a call of this key, e.g. `/events/{id}`, may go on now. */
  allow(key: string): boolean {
    const { limitRps, clock } = this.#options;
    const now = clock.monotonic();
    const times = this.#admitted.get(key) ?? [];
    this.#admitted.set(key, times);
    while (times[0] !== undefined && times[0] < now - WINDOW_MS) times.shift();
    if (times.length >= limitRps) return false;
    times.push(now);
    return true;
  }
}
