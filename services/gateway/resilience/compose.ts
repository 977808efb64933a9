/**
 * In which order retry and breaker stand.
 *
 * The breaker is outside: one charge with all its attempts is one success or
 * one failure to it, and an open circuit costs no attempt and no back-off. The
 * other way round, `retry(breaker(call))`, three attempts would be three
 * failures, and the retry would hammer on an open circuit.
 * @module
 */

import type { CircuitBreaker } from "./circuit_breaker.ts";

/** Makes a call with all protection there is. */
export type Guard = <T>(call: () => Promise<T>) => Promise<T>;

/** The guard of one target. */
export function composeResilience(
  { breaker, retry }: {
    readonly breaker: Pick<CircuitBreaker, "call">;
    readonly retry: Guard;
  },
): Guard {
  return (call) => breaker.call(() => retry(call));
}
