/**
 * Watches the faults in force at each service, without asking it every second:
 * each ask would be a request in the very figures that the page shows. The
 * gauge `{service}_faults_active` of a scrape tells the kinds that there are,
 * and when there is something new.
 * @module
 */

import type { ActiveFault, FaultsAnswer } from "../../adapters/shop/mod.ts";

/** A service's faults, for the page. */
export interface FaultsState {
  readonly kinds: readonly string[];
  readonly faults: readonly ActiveFault[];
}

/** How many faults of each kind are in force. */
export type FaultsGauge = Readonly<Record<string, number>>;

/**
 * A user may set the same kinds again, so the console looks again after this
 * time (s).
 */
const LOOK_AGAIN_S = 30;

/** The facts about one service. Times are seconds that never go back. */
export interface FaultsWatch {
  /** Takes an answer, also one to a change that the page has made. */
  learn(answer: FaultsAnswer, at: number): void;
  /** Takes note that an ask failed. */
  fail(at: number): void;
  /** Takes the result of a scrape; true when it is time to ask. */
  isStale(gauge: FaultsGauge, at: number): boolean;
  /** With the time that has passed since; expired ones are gone. */
  view(at: number): FaultsState;
}

/** Knows nothing yet. */
export function faultsWatch(): FaultsWatch {
  let kinds: readonly string[] = [];
  let known: readonly ActiveFault[] = [];
  let knownAt = 0;
  let pauseUntil = -Infinity;

  function faults(at: number): readonly ActiveFault[] {
    return known.flatMap((fault) => {
      if (fault.seconds_left === undefined) return [fault];
      const left = Math.ceil(fault.seconds_left - (at - knownAt));
      return left > 0 ? [{ ...fault, seconds_left: left }] : [];
    });
  }

  return {
    learn(answer, at) {
      kinds = answer.kinds;
      known = answer.faults;
      knownAt = at;
      pauseUntil = at + 1;
    },
    fail(at) {
      pauseUntil = at + LOOK_AGAIN_S;
    },
    isStale(gauge, at) {
      kinds = Object.keys(gauge);
      if (at < pauseUntil) return false;
      const now = faults(at);
      const isDifferent = kinds.some((kind) =>
        gauge[kind] !== now.filter((fault) => fault.kind === kind).length
      );
      return isDifferent || now.length > 0 && at - knownAt >= LOOK_AGAIN_S;
    },
    view: (at) => ({ kinds, faults: faults(at) }),
  };
}
