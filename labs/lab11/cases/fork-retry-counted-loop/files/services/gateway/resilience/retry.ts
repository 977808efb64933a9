/**
 * Retry: a second chance for a call that failed by bad luck.
 * @module
 */

import type { Clock } from "../../shared/clock.ts";
import { UpstreamProblem } from "../upstream_problem.ts";

/** What is counted, as label `result` of `gateway_retry_total`. */
export const RETRY_RESULTS = [
  "retried",
  "succeeded_after_retry",
  "exhausted",
  "non_retryable",
] as const;

/** One of {@link RETRY_RESULTS}. */
export type RetryResult = (typeof RETRY_RESULTS)[number];

/** What a retry needs. */
export interface RetryOptions {
  /** `RETRY_MAX`: attempts in all, the first included, at least 1. */
  readonly maxAttempts: number;
  /** `RETRY_BASE_DELAY_MS`: the back-off before the second attempt. */
  readonly baseDelayMs: number;
  /** Sleep with this, so that tests need not wait. */
  readonly clock: Pick<Clock, "sleep">;
  /** Draws from [0, 1), for the jitter. */
  readonly random: () => number;
  /** Counts into `gateway_retry_total{target,result}`. */
  readonly count: (target: string, result: RetryResult) => void;
}

/**
 * Calls `fn` until it succeeds, at most `maxAttempts` times, waiting twice as
 * long each time, and a random part more, so that not all come back together.
 * Charging twice is charging once: every attempt carries the same key.
 *
 * @param fn one attempt
 * @param target label of the metric, e.g. `payments`
 * @throws whatever the attempt that counts last has thrown
 */
export async function callWithRetry<T>(
  fn: () => Promise<T>,
  target: string,
  { maxAttempts, baseDelayMs, clock, random, count }: RetryOptions,
): Promise<T> {
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    try {
      const value = await fn();
      if (attempt > 0) count(target, "succeeded_after_retry");
      return value;
    } catch (error) {
      if (!worthRetrying(error)) {
        count(target, "non_retryable");
        throw error;
      }
      if (attempt === maxAttempts - 1) {
        count(target, "exhausted");
        throw error;
      }
      count(target, "retried");
      const delay = baseDelayMs * 2 ** attempt + random() * baseDelayMs;
      await clock.sleep(delay);
    }
  }
  throw new Error("maxAttempts is at least 1");
}

/** What may go away by itself; any other answer will be the same again. */
function worthRetrying(error: unknown): boolean {
  if (!(error instanceof UpstreamProblem)) return false;
  const { failure } = error;
  if (failure.kind === "refused") {
    const { status } = failure;
    return status >= 500 || status === 408 || status === 429;
  }
  return ["timeout", "unreachable", "broken"].includes(failure.kind);
}
