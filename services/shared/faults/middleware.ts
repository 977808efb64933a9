/**
 * The faults that any service over HTTP can have.
 * @module
 */

import type { MiddlewareHandler } from "hono";
import type { Faults } from "./faults.ts";
import { droppedAnswer, malformedAnswer, slowAnswer } from "./responses.ts";
import { type Ballast, createBallast } from "./memory_ballast.ts";
import { Problem } from "../problem.ts";
import type { AppEnv } from "../request_context.ts";
import { routeLabel } from "../route_label.ts";

/**
 * Never hit: health stays green, so that a fault looks like the real thing, and
 * `/faults` stays reachable, so that it can be ended.
 */
const SPARED: ReadonlySet<string> = new Set([
  "/faults",
  "/health",
  "/livez",
  "/readyz",
  "/metrics",
  "/openapi.json",
  "/docs",
  "unmatched",
]);

interface FaultsMiddlewareOptions {
  /** Keeps the event loop busy for some milliseconds. @default {burn} */
  readonly block?: (ms: number) => void;
  /** Holds what `memory_growth` takes. @default {createBallast()} */
  readonly ballast?: Ballast;
}

/**
 * Makes business routes fail as the faults in force say. Mount it before the
 * routes. Metrics and access log stand outside, so a delay or an error counts;
 * a dropped or broken answer counts with the status it would have had, as in
 * life: only the caller knows that it never arrived.
 */
export function faultsMiddleware(
  faults: Faults,
  { block = burn, ballast = createBallast() }: FaultsMiddlewareOptions = {},
): MiddlewareHandler<AppEnv> {
  const { clock, service } = faults;
  faults.onChange(() => {
    if (!faults.active("memory_growth")) ballast.release();
  });

  return async function faultsMiddleware(c, next) {
    const route = routeLabel(c);
    if (SPARED.has(route)) return next();

    const growth = faults.roll("memory_growth", route);
    if (growth) ballast.grow(growth.step_mib, growth.mib);
    const blocked = faults.roll("event_loop_block", route);
    if (blocked) block(blocked.block_ms);
    const late = faults.roll("latency", route);
    if (late) await clock.sleep(late.latency_ms);
    const error = faults.roll("error", route);
    if (error) {
      throw new Problem(error.status, `The ${service} service failed`);
    }

    const drop = faults.roll("drop_connection", route);
    if (drop?.when === "before") return droppedAnswer(new Response());
    await next();
    const answer = c.res;
    const malformed = faults.roll("malformed_json", route);
    const slow = faults.roll("slow_body", route);
    let changed = answer;
    if (drop) changed = droppedAnswer(answer);
    else {
      if (malformed) changed = await malformedAnswer(changed);
      if (slow) changed = await slowAnswer(changed, clock, slow.latency_ms);
    }
    if (changed === answer) return;
    c.res = undefined; // else Hono carries the old headers over
    c.res = changed;
  };
}

/** Real work, so that CPU time and event-loop lag show it. */
function burn(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}
