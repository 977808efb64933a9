/**
 * Retry, circuit breaker and rate limiter. They are wired in and do nothing:
 * Lab 11 fills in `callWithRetry`, `CircuitBreaker.call` and
 * `RateLimiter.allow`, and no other file has to change for it.
 * @module
 */

export {
  CircuitBreaker,
  type CircuitBreakerOptions,
  CircuitOpenError,
  type CircuitState,
} from "./circuit_breaker.ts";
export { composeResilience, type Guard } from "./compose.ts";
export { RateLimiter, type RateLimiterOptions } from "./rate_limiter.ts";
export { callWithRetry, type RetryOptions, type RetryResult } from "./retry.ts";
