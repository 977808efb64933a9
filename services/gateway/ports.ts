/**
 * The interfaces that paying needs. They know nothing of HTTP.
 * @module
 */

import type { FenceResult, Order } from "../shared/api_schemas.ts";

/** Headers that go with every call made for one request: its id, its trace. */
export type Forwarded = Readonly<Record<string, string>>;

/** The part of a fence that is given back. */
export interface Unfence {
  readonly attempt: number;
  /** Whether money may have moved. */
  readonly charged: "no" | "unknown";
}

/** Where the seats are. Every method rejects with a {@link Problem}. */
export interface ReservedSeats {
  fence(
    reservationId: string,
    leaseMs: number,
    forwarded: Forwarded,
  ): Promise<FenceResult>;
  unfence(
    reservationId: string,
    unfence: Unfence,
    forwarded: Forwarded,
  ): Promise<void>;
  confirm(
    reservationId: string,
    paymentRef: string,
    forwarded: Forwarded,
  ): Promise<Order>;
}

/** Where the money is. */
export interface Payments {
  /** @returns the reference @throws {UpstreamProblem} */
  charge(
    charge: { readonly reservationId: string; readonly amountCents: number },
    forwarded: Forwarded,
  ): Promise<string>;
}

/** The receiver of confirmed orders. */
export interface Notifications {
  /** Returns at once and never throws. */
  orderConfirmed(orderId: string, forwarded: Forwarded): void;
}
