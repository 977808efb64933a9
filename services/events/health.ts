/**
 * `/health` of events: both stores are asked at the same time, each within a
 * bound, so that it answers within a second whatever hangs.
 * @module
 */

import type { Clock } from "../shared/clock.ts";
import { within } from "../shared/deadline.ts";
import type { HealthReport } from "../shared/probes.ts";

/** Longest wait for a store (ms). */
const CHECK_MS = 900;

/** True when `ask` says so in time. */
export async function answers(
  clock: Pick<Clock, "after">,
  ask: () => Promise<boolean>,
): Promise<boolean> {
  try {
    return await within(clock, CHECK_MS, ask());
  } catch {
    return false; // down, whatever the reason
  }
}

/** The dependencies that {@link checkHealth} looks at. */
export interface HealthSources {
  readonly clock: Pick<Clock, "after">;
  readonly postgres: () => Promise<boolean>;
  readonly redis: () => Promise<boolean>;
}

/** Asks both. */
export async function checkHealth(
  { clock, postgres, redis }: HealthSources,
): Promise<HealthReport> {
  const [postgresUp, redisUp] = await Promise.all([
    answers(clock, postgres),
    answers(clock, redis),
  ]);
  const healthy = postgresUp && redisUp;
  return {
    status: healthy ? 200 : 503,
    body: {
      status: healthy ? "healthy" : "degraded",
      checks: {
        postgres: postgresUp ? "ok" : "down",
        redis: redisUp ? "ok" : "down",
      },
    },
  };
}
