/**
 * The course's mix of virtual users as a library: for tools and tests that want some
 * traffic and count it themselves.
 * @module
 */

import type { Clock } from "../../../../services/shared/mod.ts";
import { runOpen } from "./open_model.ts";
import { arrivalTimes } from "./stages.ts";
import {
  type Operation,
  OPERATIONS,
  type VisitResult,
} from "../scenario/virtual_user.ts";

/** How much, for how long. */
export interface LoadOptions {
  readonly rps: number;
  readonly durationMs: number;
  /** Most visits at a time; an arrival beyond that is counted as dropped. */
  readonly maxInFlight: number;
  readonly clock: Clock;
  /** Draws from [0, 1), for the mix. */
  readonly random: () => number;
  readonly visit: (operation: Operation) => Promise<VisitResult>;
  /** Takes each visit at its end. */
  readonly onVisit: (visit: Visit) => void;
  /** Aborted: no more arrivals; what is under way is waited for. */
  readonly signal: AbortSignal;
}

/** One visit that has ended. */
export interface Visit {
  readonly operation: Operation;
  readonly result: VisitResult;
  /** From when it was due, not from when it began (ms): a late start counts. */
  readonly ms: number;
}

/** Runs the load. @returns how many arrivals were dropped */
export async function runLoad(options: LoadOptions): Promise<number> {
  const { rps, durationMs, clock, random, onVisit } = options;
  let dropped = 0;
  await runOpen({
    ...options,
    times: arrivalTimes([{ ms: durationMs, from: rps, to: rps }], () => 1),
    async visit({ dueMs }) {
      const operation = operationOf(random());
      const result = await options.visit(operation);
      onVisit({ operation, result, ms: clock.monotonic() - dueMs });
    },
    onDropped: () => void dropped++,
  });
  return dropped;
}

/** The operation that a draw from [0, 1) means: 70 / 20 / 10. */
export function operationOf(draw: number): Operation {
  let left = draw;
  for (const { name, share } of OPERATIONS) {
    if (left < share) return name;
    left -= share;
  }
  return "purchase"; // rounding
}
