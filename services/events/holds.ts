/**
 * Holds: seats that are kept for a customer for a while and not paid yet.
 * @module
 */

/** The request for a hold. */
export interface HoldRequest {
  readonly reservationId: string;
  readonly eventId: number;
  readonly quantity: number;
  readonly totalCents: number;
  /** How long it lives (ms). */
  readonly ttlMs: number;
}

/** The facts about a live hold. */
export interface Hold {
  readonly eventId: number;
  readonly quantity: number;
  readonly totalCents: number;
  /** By the store's clock, in milliseconds since 1970. */
  readonly expiresAt: number;
}

/**
 * The store of holds. Each operation is one step, so no other client sees half
 * of it. Each first gives back what has expired, so no answer counts a dead
 * hold.
 *
 * Every method rejects with a `Problem` 503 when the store cannot be reached in
 * time. The operation may have happened all the same.
 */
export interface Holds {
  /**
   * Adds a hold, without asking whether there is room.
   * @returns seats held of that event now, this hold's included
   */
  add(request: HoldRequest): Promise<number>;
  /** Corrects what a hold costs; false if it has gone. */
  price(reservationId: string, totalCents: number): Promise<boolean>;
  /**
   * Gives a hold and makes sure that it lives at least `leaseMs` longer.
   * @returns the hold with the expiry it had, or undefined if there is none
   */
  extend(reservationId: string, leaseMs: number): Promise<Hold | undefined>;
  /** Gives the seats back; false when there was no such hold. */
  remove(reservationId: string): Promise<boolean>;
  /** Seats held by event id; events without holds are left out. */
  held(): Promise<ReadonlyMap<number, number>>;
  /** Number of live holds. */
  count(): Promise<number>;
  /** True when the store answers. */
  ping(): Promise<boolean>;
}
