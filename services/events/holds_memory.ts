/**
 * Holds in this process's memory: for tests and for a shop of one process. The
 * same contract as Redis, less the network; they die with the process.
 * @module
 */

import type { Clock } from "../shared/clock.ts";
import type { Hold, Holds } from "./holds.ts";

/** An empty store that tells time by `clock`. */
export function memoryHolds(clock: Pick<Clock, "now">): Holds {
  const live = new Map<string, Hold>();

  function sweep(): void {
    for (const [id, { expiresAt }] of live) {
      if (expiresAt <= clock.now()) live.delete(id);
    }
  }

  function heldByEvent(): Map<number, number> {
    sweep();
    const seats = new Map<number, number>();
    for (const { eventId, quantity } of live.values()) {
      seats.set(eventId, (seats.get(eventId) ?? 0) + quantity);
    }
    return seats;
  }

  return {
    add({ reservationId, eventId, quantity, totalCents, ttlMs }) {
      const expiresAt = clock.now() + ttlMs;
      live.set(reservationId, { eventId, quantity, totalCents, expiresAt });
      return Promise.resolve(heldByEvent().get(eventId) ?? 0);
    },
    price(id, totalCents) {
      sweep();
      const hold = live.get(id);
      if (hold) live.set(id, { ...hold, totalCents });
      return Promise.resolve(hold !== undefined);
    },
    extend(id, leaseMs) {
      sweep();
      const hold = live.get(id);
      if (hold) {
        const expiresAt = Math.max(hold.expiresAt, clock.now() + leaseMs);
        live.set(id, { ...hold, expiresAt });
      }
      return Promise.resolve(hold);
    },
    remove(id) {
      sweep();
      return Promise.resolve(live.delete(id));
    },
    held: () => Promise.resolve(heldByEvent()),
    count() {
      sweep();
      return Promise.resolve(live.size);
    },
    ping: () => Promise.resolve(true),
  };
}
