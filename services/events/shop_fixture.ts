/**
 * A shop over memory, on a clock that stands still, for tests.
 * @module
 */

import type { FakeClock } from "../shared/clock_fake.ts";
import { fakeClock } from "../shared/clock_fake.ts";
import { Problem, unavailable } from "../shared/problem.ts";
import type { Holds } from "./holds.ts";
import { memoryHolds } from "./holds_memory.ts";
import type { Orders } from "./orders.ts";
import { type EventRow, memoryOrders } from "./orders_memory.ts";
import { createShop, type Shop } from "./shop.ts";

/** Two events: one of five seats at 100 cents, one that costs nothing. */
export const EVENTS: readonly EventRow[] = [{
  id: 1,
  name: "Go Conference",
  venue: "Hall",
  date: "2026-12-01T10:00:00.000Z",
  total_tickets: 5,
  price_cents: 100,
}, {
  id: 2,
  name: "Meetup",
  venue: "Room",
  date: "2026-11-01T10:00:00.000Z",
  total_tickets: 30,
  price_cents: 0,
}];

/** A shop and what stands behind it. */
export interface TestShop extends Shop {
  readonly clock: FakeClock;
  readonly holds: Holds;
  readonly orders: Orders;
  /** Calls of the stores, in order, e.g. `holds.add`. */
  readonly calls: string[];
  /**
   * The operations of the stores that fail: `holds`, `holds.remove`,
   * `orders.find`, ...
   */
  readonly broken: Set<string>;
}

/** Reservations are called r1, r2, ... and live for 300 s. */
export function testShop(events: readonly EventRow[] = EVENTS): TestShop {
  const clock = fakeClock(Date.UTC(2026, 9, 1));
  const calls: string[] = [];
  const broken = new Set<string>();
  const holds = watched("holds", memoryHolds(clock));
  const orders = watched("orders", memoryOrders(clock, events));
  let ids = 0;

  function watched<T extends object>(name: string, store: T): T {
    return new Proxy(store, {
      get(target, key, self) {
        const member: unknown = Reflect.get(target, key, self);
        if (typeof member !== "function") return member;
        return (...args: readonly unknown[]) => {
          const call = `${name}.${String(key)}`;
          calls.push(call);
          return broken.has(name) || broken.has(call)
            ? Promise.reject(unavailable(`${name} are away`))
            : member.apply(target, args);
        };
      },
    });
  }

  const shop = createShop({
    holds,
    orders,
    clock,
    newId: () => `r${++ids}`,
    ttlMs: () => 300_000,
    track: (work) => void work.catch(() => {}),
  });
  return { ...shop, clock, holds, orders, calls, broken };
}

/** The id of a reservation that must be granted. */
export async function reserved(
  shop: Shop,
  quantity = 1,
  eventId = 1,
): Promise<string> {
  const outcome = await shop.reserve(eventId, quantity);
  if (outcome.kind !== "held") {
    throw new Error(`Not granted: ${JSON.stringify(outcome)}`);
  }
  return outcome.reservation.reservation_id;
}

/** True of an answer that says: not now. */
export function is503(error: unknown): boolean {
  return error instanceof Problem && error.status === 503;
}
