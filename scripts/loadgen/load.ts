/**
 * Open-loop load: visitors arrive when they are due, whether or not the ones
 * before them have been served, as people do. A shop that stalls is then seen
 * to stall; a generator that waited for it would be kind to it (coordinated
 * omission).
 * @module
 */

import type { Clock } from "../../services/shared/mod.ts";
import { type Operation, operationOf } from "./mix.ts";
import type { Visit } from "./tally.ts";
import type { Result } from "./visitor.ts";

/** How much, for how long. */
export interface LoadOptions {
  readonly rps: number;
  readonly durationMs: number;
  /** Most visits at a time; an arrival beyond that is counted as dropped. */
  readonly maxInFlight: number;
  readonly clock: Clock;
  /** Draws from [0, 1), for the mix. */
  readonly random: () => number;
  readonly visit: (operation: Operation) => Promise<Result>;
  /** Takes each visit at its end. */
  readonly onVisit: (visit: Visit) => void;
  /** Aborted: no more arrivals; what is under way is waited for. */
  readonly signal: AbortSignal;
}

/** Runs the load. @returns how many arrivals were dropped */
export async function runLoad(options: LoadOptions): Promise<number> {
  const { rps, durationMs, maxInFlight, clock, random, signal } = options;
  const start = clock.monotonic();
  const total = Math.max(1, Math.floor(rps * durationMs / 1000));
  const underWay = new Set<Promise<void>>();
  let dropped = 0;
  for (let i = 0; i < total && !signal.aborted; i++) {
    const due = start + i * 1000 / rps;
    const early = due - clock.monotonic();
    if (early > 0 && !await slept(early)) break;
    if (underWay.size >= maxInFlight) {
      dropped++;
      continue;
    }
    const visiting = arrive(due).finally(() => underWay.delete(visiting));
    underWay.add(visiting);
  }
  await slept(start + durationMs - clock.monotonic());
  await Promise.all(underWay);
  return dropped;

  async function arrive(due: number): Promise<void> {
    const operation = operationOf(random());
    const result = await options.visit(operation);
    options.onVisit({ operation, result, ms: clock.monotonic() - due });
  }

  async function slept(ms: number): Promise<boolean> {
    try {
      if (ms > 0) await clock.sleep(ms, signal);
      return !signal.aborted;
    } catch {
      return false; // stopped
    }
  }
}
