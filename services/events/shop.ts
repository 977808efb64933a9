/**
 * Selling what there is, once: the rules between holds (Redis) and orders
 * (PostgreSQL).
 *
 * **Why nothing is oversold.** The seats of an event are free, held (Redis),
 * being paid or sold (PostgreSQL). To reserve is to add the hold first, which
 * answers how many seats are held with it, and only then to read the room that
 * orders leave: granted if `held <= room`. A seat that is in use moves one way,
 * from Redis to PostgreSQL, and is committed there before it is removed here. A
 * request that looks at Redis first and at PostgreSQL second therefore sees
 * each seat in use once or, while it moves, twice, but it never misses it.
 * Seeing it twice can refuse a customer for a moment, so a refusal looks again,
 * while what is sold alone would leave room.
 *
 * The other order, sold first and held second, oversells: a pay that commits
 * and removes its hold between the two looks is seen by neither.
 * `inventory_property_test.ts` finds that within a few hundred runs.
 *
 * Redis may lose everything: then holds are gone, but a fence takes seats in
 * PostgreSQL under the event's lock, and a check constraint stands behind it.
 * @module
 */

import { MAX_TOTAL_CENTS, type Reservation } from "../shared/api_schemas.ts";
import type { Clock } from "../shared/clock.ts";
import { coalesceBy } from "./coalesce.ts";
import { createViews, type Views } from "./event_views.ts";
import type { Hold, Holds } from "./holds.ts";
import type { Confirmation, Fence, Orders, Release } from "./orders.ts";

/** How a request for tickets can end. */
export type Reserved =
  | { readonly kind: "held"; readonly reservation: Reservation }
  | { readonly kind: "sold_out"; readonly available: number }
  /** One order can't pay for more than `most` of these tickets. */
  | { readonly kind: "too_expensive"; readonly most: number }
  | { readonly kind: "unknown_event" };

/** The operations of the shop. All reject with a `Problem` 503 at outages. */
export interface Shop extends Views {
  reserve(eventId: number, quantity: number): Promise<Reserved>;
  /** Begins to pay: from here on the hold does not expire. */
  fence(reservationId: string, leaseMs: number): Promise<Fence>;
  /** Ends an attempt to pay that did not lead to a confirmation. */
  unfence: Orders["unfence"];
  /** Makes the order, with or without a fence before it. */
  confirm(reservationId: string, paymentRef: string): Promise<Confirmation>;
  /** Gives the seats back. */
  release(reservationId: string): Promise<Release>;
  unsettled: Orders["unsettled"];
}

/** The dependencies of the shop. */
export interface ShopOptions {
  readonly holds: Holds;
  readonly orders: Orders;
  readonly newId: () => string;
  readonly clock: Pick<Clock, "after">;
  /** How long a hold lives (ms); asked each time, a fault may shift it. */
  readonly ttlMs: () => number;
  /** Takes work that goes on after the answer. */
  readonly track: (work: Promise<unknown>) => void;
}

/** How often a refusal is looked at, before it is one. */
const LOOKS = 3;

/** How long a hold is safe from expiring while it moves to PostgreSQL (ms). */
const MOVE_MS = 60_000;

/** Lease of a confirmation that no gateway fenced (ms). */
const CONFIRM_LEASE_MS = 10_000;

/** Opens the shop. */
export function createShop(options: ShopOptions): Shop {
  const { holds, orders, newId, ttlMs, track } = options;
  /** Prices as last seen: a guess for the hold, corrected before it counts. */
  const prices = new Map<number, number>();

  /** Shared, but begun after it was asked for: after the asker's hold. */
  const look = coalesceBy(async (eventId: number) => {
    const event = await orders.find(eventId);
    if (event) prices.set(eventId, event.price_cents);
    else prices.delete(eventId);
    return event;
  });

  async function heldOf(eventId: number): Promise<number> {
    return (await holds.held()).get(eventId) ?? 0;
  }

  async function reserve(eventId: number, quantity: number): Promise<Reserved> {
    // So that no client fills Redis with holds of events that do not exist.
    const guess = prices.get(eventId) ?? (await look(eventId))?.price_cents;
    if (guess === undefined) return { kind: "unknown_event" };
    const reservationId = newId();
    const ttl = ttlMs();
    const held = await holds.add({
      reservationId,
      eventId,
      quantity,
      totalCents: guess * quantity,
      ttlMs: ttl,
    });
    try {
      const outcome = await judge({ eventId, quantity, held });
      if (outcome.kind === "granted") {
        const totalCents = outcome.priceCents * quantity;
        if (outcome.priceCents !== guess) {
          await holds.price(reservationId, totalCents);
        }
        const reservation = {
          reservation_id: reservationId,
          event_id: eventId,
          quantity,
          total_cents: totalCents,
          expires_in_seconds: Math.ceil(ttl / 1000),
        };
        return { kind: "held", reservation };
      }
      await giveBack(reservationId);
      return outcome;
    } catch (error) {
      track(giveBack(reservationId));
      throw error;
    }
  }

  async function judge(
    { eventId, quantity, held: heldFirst }: {
      readonly eventId: number;
      readonly quantity: number;
      readonly held: number;
    },
  ): Promise<
    | { readonly kind: "granted"; readonly priceCents: number }
    | Exclude<Reserved, { readonly kind: "held" }>
  > {
    let held = heldFirst;
    for (let looks = 1;; looks++) {
      const event = await look(eventId);
      if (!event) return { kind: "unknown_event" };
      const most = Math.floor(MAX_TOTAL_CENTS / event.price_cents);
      if (quantity > most) return { kind: "too_expensive", most };
      if (held <= event.room) {
        return { kind: "granted", priceCents: event.price_cents };
      }
      if (event.room < quantity || looks === LOOKS) {
        const others = held - quantity;
        const available = Math.max(0, event.room - others);
        return { kind: "sold_out", available };
      }
      held = await heldOf(eventId);
    }
  }

  /** A hold that cannot be removed expires by itself. */
  async function giveBack(reservationId: string): Promise<void> {
    await holds.remove(reservationId).catch(() => {});
  }

  async function fence(id: string, leaseMs: number): Promise<Fence> {
    const { hold, failure } = await keep(id);
    const fence = await orders.fence(id, leaseMs, hold);
    if (fence.state === "unknown" && failure) throw failure;
    // PostgreSQL has it now, or has no room for it: either way it leaves Redis.
    if (hold && fence.state !== "unknown") track(giveBack(id));
    return fence;
  }

  /** Without Redis, a payment that has begun can still go on. */
  async function keep(
    id: string,
  ): Promise<{ readonly hold?: Hold; readonly failure?: Error }> {
    try {
      const hold = await holds.extend(id, MOVE_MS);
      return hold ? { hold } : {};
    } catch (error) {
      if (error instanceof Error) return { failure: error };
      throw error;
    }
  }

  return {
    ...createViews({ ...options, look }),
    reserve,
    fence,
    unfence: orders.unfence,
    async confirm(id, paymentRef) {
      const confirmed = await orders.confirm(id, paymentRef);
      if (confirmed.state !== "unknown") return confirmed;
      const fenced = await fence(id, CONFIRM_LEASE_MS);
      return fenced.state === "unknown" || fenced.state === "sold_out"
        ? confirmed
        : await orders.confirm(id, paymentRef);
    },
    async release(id) {
      const released = await orders.release(id);
      if (released !== "unknown") return released;
      return await holds.remove(id) ? "released" : "unknown";
    },
    unsettled: orders.unsettled,
  };
}
