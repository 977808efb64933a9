/**
 * Orders in this process's memory: for tests and for a shop of one process.
 * The same rules as `migrations/`, in the same order; nothing survives.
 * @module
 */

import type { Order } from "../shared/api_schemas.ts";
import type { Clock } from "../shared/clock.ts";
import type { EventRoom, Orders } from "./orders.ts";

interface Pending {
  readonly eventId: number;
  readonly quantity: number;
  readonly totalCents: number;
  readonly expiresAt: number;
  attempt: number;
  leaseUntil: number | undefined;
  inDoubt: boolean;
  updatedAt: number;
}

interface Paid {
  readonly order: Order;
  readonly paymentRef: string;
}

/** See {@link Orders.unsettled}. */
const SETTLE_AFTER_MS = 10_000;

/** An event that tickets are sold for. */
export type EventRow = Omit<EventRoom, "room">;

/** A store with these events, nothing sold, that tells time by `clock`. */
export function memoryOrders(
  clock: Pick<Clock, "now">,
  events: readonly EventRow[],
): Orders {
  const pending = new Map<string, Pending>();
  const paid = new Map<string, Paid>();

  function roomOf(event: EventRow): number {
    let taken = 0;
    for (const { eventId, quantity } of pending.values()) {
      if (eventId === event.id) taken += quantity;
    }
    for (const { order } of paid.values()) {
      if (order.event_id === event.id) taken += order.quantity;
    }
    return event.total_tickets - taken;
  }

  function expired({ leaseUntil, inDoubt, expiresAt }: Pending): boolean {
    return leaseUntil === undefined && !inDoubt && expiresAt <= clock.now();
  }

  function withRoom(event: EventRow): EventRoom {
    return { ...event, room: roomOf(event) };
  }

  const orders: Orders = {
    list: () =>
      Promise.resolve(
        events.toSorted((a, b) =>
          a.date.localeCompare(b.date, "en") || a.id - b.id
        )
          .map(withRoom),
      ),
    find(eventId) {
      const event = events.find(({ id }) => id === eventId);
      return Promise.resolve(event && withRoom(event));
    },
    fence(id, leaseMs, hold) {
      const done = paid.get(id);
      if (done) {
        return Promise.resolve({ state: "confirmed", order: done.order });
      }
      const leaseUntil = clock.now() + leaseMs;
      const known = pending.get(id);
      if (known) {
        if (known.leaseUntil !== undefined && known.leaseUntil > clock.now()) {
          return Promise.resolve({ state: "busy" });
        }
        if (expired(known)) return Promise.resolve({ state: "unknown" });
        known.attempt++;
        known.inDoubt ||= known.leaseUntil !== undefined;
        known.leaseUntil = leaseUntil;
        known.updatedAt = clock.now();
        return Promise.resolve(fenced(known));
      }
      if (!hold) return Promise.resolve({ state: "unknown" });
      const event = events.find((one) => one.id === hold.eventId);
      const room = event ? roomOf(event) : 0;
      if (room < hold.quantity) {
        const available = Math.max(0, room);
        return Promise.resolve({ state: "sold_out", available });
      }
      const row: Pending = {
        ...hold,
        attempt: 1,
        leaseUntil,
        inDoubt: false,
        updatedAt: clock.now(),
      };
      pending.set(id, row);
      return Promise.resolve(fenced(row));
    },
    unfence(id, { attempt, inDoubt }) {
      const row = pending.get(id);
      if (row?.attempt === attempt && row.leaseUntil !== undefined) {
        row.leaseUntil = undefined;
        row.inDoubt ||= inDoubt;
        row.updatedAt = clock.now();
      }
      return Promise.resolve();
    },
    confirm(id, paymentRef) {
      const row = pending.get(id);
      if (row) {
        pending.delete(id);
        const order: Order = {
          order_id: id,
          event_id: row.eventId,
          quantity: row.quantity,
          total_cents: row.totalCents,
          status: "confirmed",
        };
        paid.set(id, { order, paymentRef });
        return Promise.resolve({ state: "confirmed", order, created: true });
      }
      const done = paid.get(id);
      if (!done) return Promise.resolve({ state: "unknown" });
      return Promise.resolve(
        done.paymentRef === paymentRef
          ? { state: "confirmed", order: done.order, created: false }
          : { state: "other_reference" },
      );
    },
    release(id) {
      const row = pending.get(id);
      if (!row) return Promise.resolve(paid.has(id) ? "under_way" : "unknown");
      if (row.leaseUntil !== undefined || row.inDoubt) {
        return Promise.resolve("under_way");
      }
      pending.delete(id);
      return Promise.resolve("released");
    },
    unsettled() {
      const left = [...pending].filter(([, row]) =>
        row.leaseUntil === undefined
          ? row.inDoubt && row.updatedAt <= clock.now() - SETTLE_AFTER_MS
          : row.leaseUntil <= clock.now()
      ).toSorted(([, a], [, b]) => a.updatedAt - b.updatedAt);
      return Promise.resolve(left.slice(0, 100).map(([id]) => id));
    },
    sweep() {
      const dead = [...pending].filter(([, row]) => expired(row));
      for (const [id] of dead) pending.delete(id);
      return Promise.resolve(dead.length);
    },
    ready: () => Promise.resolve(true),
  };
  return orders;
}

function fenced(
  { attempt, eventId, quantity, totalCents }: Pending,
):
  & { state: "fenced" }
  & Pick<
    Pending,
    "attempt" | "eventId" | "quantity" | "totalCents"
  > {
  return { state: "fenced", attempt, eventId, quantity, totalCents };
}
