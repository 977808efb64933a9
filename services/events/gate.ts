/**
 * The gate before a pool lets so many requests through at a time. The others
 * wait in a queue, and no request waits there without an end. The database
 * client has a queue of its own, but one without an end: under overload every
 * request would wait, none would be refused.
 * @module
 */

import type { Clock } from "../shared/clock.ts";
import { unavailable } from "../shared/problem.ts";

/** How wide the gate is. */
export interface GateOptions {
  /** How many may be inside now; at least 1. Asked each time: it may change. */
  readonly limit: () => number;
  /** Longest wait before it (ms). */
  readonly waitMs: number;
  readonly clock: Pick<Clock, "after">;
}

/** A gate; what it counts is public. */
export interface Gate {
  readonly inside: number;
  readonly waiting: number;
  /** How many gave up waiting, ever. */
  readonly timeouts: number;
  /**
   * Waits for a place, first come first served.
   * @returns leaves the place; to be called once
   * @throws {Problem} 503 when the wait was too long
   */
  enter(): Promise<() => void>;
}

/** Builds an empty gate. */
export function createGate({ limit, waitMs, clock }: GateOptions): Gate {
  const queue = new Set<() => void>();
  let inside = 0;
  let timeouts = 0;

  function leave(): void {
    inside--;
    for (const admit of queue) {
      if (inside >= limit()) return;
      queue.delete(admit);
      inside++;
      admit();
    }
  }

  function wait(): Promise<void> {
    return new Promise((resolve, reject) => {
      function admit(): void {
        callOff();
        resolve();
      }
      const callOff = clock.after(waitMs, () => {
        queue.delete(admit);
        timeouts++;
        reject(unavailable("The database is busy; try again in a moment"));
      });
      queue.add(admit);
    });
  }

  return {
    get inside() {
      return inside;
    },
    get waiting() {
      return queue.size;
    },
    get timeouts() {
      return timeouts;
    },
    async enter() {
      if (inside < limit() && queue.size === 0) inside++;
      else await wait();
      return leave;
    },
  };
}
