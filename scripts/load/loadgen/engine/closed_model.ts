/**
 * Closed-loop load, as Locust makes it: so many people who wait for each answer
 * before they go on. A slow shop gets fewer requests, and a stall is counted
 * once for each person, not for each request that it prevented: latencies
 * of a closed model flatter (coordinated omission).
 * @module
 */

import type { Clock } from "../../../../services/shared/mod.ts";
import { until } from "./open_model.ts";

/** People, and what each does. */
export interface ClosedModel {
  /** When each of them comes for the first time (ms from the start), in order. */
  readonly starts: readonly number[];
  readonly durationMs: number;
  readonly clock: Clock;
  /** Visits once. `user` counts from 0, `round` of that user too. */
  readonly visit: (visit: UserVisit) => Promise<void>;
  /** How long a person waits after a visit (ms). */
  readonly thinkMs: (visit: UserVisit) => number;
  /** Aborted: no user begins another visit. */
  readonly signal: AbortSignal;
}

/** A visit of one of the people. */
export interface UserVisit {
  readonly user: number;
  readonly round: number;
}

/** When each of `users` comes, at `ramp` a second; 0: all at once (ms). */
export function userStarts(users: number, ramp: number): readonly number[] {
  return Array.from(
    { length: users },
    (_, user) => ramp === 0 ? 0 : user * 1000 / ramp,
  );
}

/** Runs until the last visit is over; rejects with the first error of one. */
export async function runClosed(model: ClosedModel): Promise<void> {
  const { clock, starts, durationMs, visit, thinkMs } = model;
  const start = clock.monotonic();
  const bug = new AbortController();
  const signal = AbortSignal.any([model.signal, bug.signal]);
  const end = start + durationMs;

  async function live(user: number, startMs: number): Promise<void> {
    if (!await until(Math.min(end, start + startMs), { clock, signal })) return;
    for (let round = 0; clock.monotonic() < end && !signal.aborted; round++) {
      await visit({ user, round });
      const again = clock.monotonic() + thinkMs({ user, round });
      if (!await until(Math.min(end, again), { clock, signal })) return;
    }
  }

  await Promise.all(
    starts.map((startMs, user) =>
      live(user, startMs).catch((error) => bug.abort(error))
    ),
  );
  if (bug.signal.aborted) throw bug.signal.reason;
  await until(end, { clock, signal });
}
