/**
 * The answer to a client that asks too often.
 * @module
 */

import type { MiddlewareHandler } from "hono";
import { Problem } from "../shared/problem.ts";
import type { AppEnv } from "../shared/request_context.ts";
import { routeLabel } from "../shared/route_label.ts";
import type { RateLimiter } from "./resilience/mod.ts";

/** The dependencies of the limit. */
export interface LimitRateOptions {
  readonly limiter: Pick<RateLimiter, "allow">;
  /** Sent to the client. */
  readonly limitRps: number;
  /** Counts a refusal by route pattern. */
  readonly count: (path: string) => void;
}

/** Answers 429 to what the limiter refuses, by route pattern. */
export function limitRate(
  { limiter, limitRps, count }: LimitRateOptions,
): MiddlewareHandler<AppEnv> {
  return function limitRate(c, next) {
    const path = routeLabel(c);
    if (limiter.allow(path)) return next();
    count(path);
    throw new Problem(429, `At most ${limitRps} requests a second to ${path}`, {
      fields: { path, limit_rps: limitRps },
      headers: { "Retry-After": "1" },
    });
  };
}
