/**
 * Orders: what is sold, and what is being paid. The authority on seats.
 * @module
 */

import type { EventView, Order } from "../shared/api_schemas.ts";

/** An event and the seats that are neither sold nor being paid. */
export interface EventRoom extends Omit<EventView, "available"> {
  readonly room: number;
}

/** A hold that is to become a pending payment. */
export interface HoldToFence {
  readonly eventId: number;
  readonly quantity: number;
  readonly totalCents: number;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** How a fence can end. */
export type Fence =
  | {
    readonly state: "fenced";
    /** Names this attempt to pay; `unfence` gives it back. */
    readonly attempt: number;
    readonly eventId: number;
    readonly quantity: number;
    readonly totalCents: number;
  }
  | { readonly state: "confirmed"; readonly order: Order }
  | { readonly state: "busy" }
  | { readonly state: "unknown" }
  | { readonly state: "sold_out"; readonly available: number };

/** How a confirmation can end. `created` tells the first from its repetitions. */
export type Confirmation =
  | {
    readonly state: "confirmed";
    readonly order: Order;
    readonly created: boolean;
  }
  | { readonly state: "other_reference" }
  | { readonly state: "unknown" };

/** How letting go of a pending payment can end. */
export type Release = "released" | "under_way" | "unknown";

/**
 * The store of events and orders. One operation is one transaction: it has
 * happened to the end, on disk, before its promise resolves. Every method
 * rejects with a `Problem` 503 when the store cannot be reached in time; the
 * operation may have happened all the same.
 */
export interface Orders {
  /** All events by date, then id. */
  list(): Promise<readonly EventRoom[]>;
  find(eventId: number): Promise<EventRoom | undefined>;
  /** Begins or takes over a payment, for `leaseMs`. */
  fence(
    reservationId: string,
    leaseMs: number,
    hold: HoldToFence | undefined,
  ): Promise<Fence>;
  /** Ends a lease. Of an attempt that is not the last one it does nothing. */
  unfence(
    reservationId: string,
    ended: { readonly attempt: number; readonly inDoubt: boolean },
  ): Promise<void>;
  confirm(reservationId: string, paymentRef: string): Promise<Confirmation>;
  /** Forgets a pending payment, unless a gateway may have charged already. */
  release(reservationId: string): Promise<Release>;
  /**
   * Reservations whose payment no gateway has finished, at most 100. Rows
   * whose id no reservation can have were written by hand and are left out.
   */
  unsettled(): Promise<readonly string[]>;
  /**
   * Gives back the seats of payments that were never made; how many rows.
   * @throws {AggregateError} when some events do not let it, after the others
   */
  sweep(): Promise<number>;
  /** True when the store answers and has the schema that this code needs. */
  ready(): Promise<boolean>;
}
