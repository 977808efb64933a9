/**
 * Open-loop load: virtual users arrive when they are due, whether or not the ones
 * before them have been served, as people do. A shop that stalls is then seen
 * to stall; a generator that waited for it would be kind to it (coordinated
 * omission).
 * @module
 */

import type { Clock } from "../../../../services/shared/mod.ts";

/** Arrivals, and what to do with each. */
export interface OpenModel {
  /** When they are due, in order (ms from the start). */
  readonly times: Iterable<number>;
  /** The length of the whole (ms). */
  readonly durationMs: number;
  /** Most visits at a time; an arrival beyond that is dropped. */
  readonly maxInFlight: number;
  readonly clock: Clock;
  /** Waits a few ms more exactly than the clock. */
  readonly nap?: Nap | undefined;
  /** Visits; `dueMs` is the clock's time at which it should have begun. */
  readonly visit: (arrival: Arrival) => Promise<void>;
  /** Called for an arrival for which there was no room. */
  readonly onDropped: (index: number) => void;
  /** Aborted: no more arrivals; what is under way is waited for. */
  readonly signal: AbortSignal;
}

/** Resolves after so many ms. */
export type Nap = (ms: number) => Promise<void>;

/** One user comes. */
export interface Arrival {
  /** How many came before. */
  readonly index: number;
  readonly dueMs: number;
}

/**
 * Runs until the last visit is over. Rejects with the first error of a visit,
 * which ends the arrivals.
 */
export async function runOpen(model: OpenModel): Promise<void> {
  const { clock, nap } = model;
  const start = clock.monotonic();
  const underWay = new Set<Promise<void>>();
  const bug = new AbortController();
  const stop = AbortSignal.any([model.signal, bug.signal]);
  let index = 0;
  for (const time of model.times) {
    const dueMs = start + time;
    if (!await until(dueMs, { clock, nap, signal: stop })) break;
    const arrival = { index: index++, dueMs };
    if (underWay.size >= model.maxInFlight) {
      model.onDropped(arrival.index);
      continue;
    }
    const visiting = model.visit(arrival)
      .catch((error) => bug.abort(error))
      .finally(() => underWay.delete(visiting));
    underWay.add(visiting);
  }
  await until(start + model.durationMs, { clock, signal: stop });
  await Promise.all(underWay);
  if (bug.signal.aborted) throw bug.signal.reason;
}

/** The last part of a wait, which is for the nap (ms). */
const NAP_MS = 4;

/**
 * Waits until the clock says `dueMs`. False when `signal` came first. A timer
 * may wake a fraction of a millisecond early: no user arrives before the time.
 */
export async function until(
  dueMs: number,
  { clock, nap, signal }: {
    readonly clock: Clock;
    readonly nap?: Nap | undefined;
    readonly signal: AbortSignal;
  },
): Promise<boolean> {
  for (;;) {
    const early = dueMs - clock.monotonic();
    if (signal.aborted) return false;
    if (early <= 0) return true;
    try {
      if (nap === undefined) await clock.sleep(early, signal);
      else if (early <= NAP_MS) await nap(early);
      else await clock.sleep(early - NAP_MS / 2, signal);
    } catch {
      return false;
    }
  }
}
