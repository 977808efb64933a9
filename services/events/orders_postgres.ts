/**
 * Orders in PostgreSQL. Each method is one statement, so one transaction; the
 * rules that need several steps are functions in `migrations/`, which hold a
 * lock of the reservation, and run there without a round trip in between.
 * @module
 */

import type { Order } from "../shared/api_schemas.ts";
import type { Database } from "./database.ts";
import type { Confirmation, EventRoom, Fence, Orders } from "./orders.ts";

interface EventRow {
  readonly id: number;
  readonly name: string;
  readonly venue: string;
  readonly event_date: Date;
  readonly total_tickets: number;
  readonly price_cents: number;
  readonly room: number;
}

interface Seats {
  readonly event_id: number;
  readonly quantity: number;
  readonly total_cents: number;
}

type FenceRow =
  | Seats & { readonly state: "fenced"; readonly attempt: number }
  | Seats & { readonly state: "confirmed" }
  | { readonly state: "busy" | "unknown" }
  | { readonly state: "sold_out"; readonly available: number };

type ConfirmRow =
  | Seats & { readonly state: "confirmed"; readonly created: boolean }
  | { readonly state: "other_reference" | "unknown" };

/** A payment that broke off is looked after again after so long (s). */
const SETTLE_AFTER_S = 10;

/** Orders over `database`. */
export function postgresOrders({ query, probe }: Database): Orders {
  return {
    async list() {
      const rows = await query((sql) =>
        sql<EventRow[]>`
          SELECT id, name, venue, event_date, total_tickets, price_cents,
                 total_tickets - sold - pending AS room
            FROM events ORDER BY event_date, id`
      );
      return rows.map(eventOf);
    },
    async find(eventId) {
      const [row] = await query((sql) =>
        sql<EventRow[]>`
          SELECT id, name, venue, event_date, total_tickets, price_cents,
                 total_tickets - sold - pending AS room
            FROM events WHERE id = ${eventId}`
      );
      return row && eventOf(row);
    },
    async fence(id, leaseMs, hold) {
      const expiresAt = hold ? new Date(hold.expiresAt) : null;
      const [row] = await query((sql) =>
        sql<[FenceRow]>`
          SELECT * FROM fence_reservation(${id}, ${leaseMs},
            ${hold?.eventId ?? null}, ${hold?.quantity ?? null},
            ${hold?.totalCents ?? null}, ${expiresAt})`
      );
      return fenceOf(id, row);
    },
    async unfence(id, { attempt, inDoubt }) {
      await query((sql) =>
        sql`
          UPDATE pending_payments
             SET lease_until = NULL, in_doubt = in_doubt OR ${inDoubt},
                 updated_at = clock_timestamp()
           WHERE reservation_id = ${id} AND attempt = ${attempt}
             AND lease_until IS NOT NULL`
      );
    },
    async confirm(id, paymentRef) {
      const [row] = await query((sql) =>
        sql<[ConfirmRow]>`SELECT * FROM confirm_payment(${id}, ${paymentRef})`
      );
      return confirmationOf(id, row);
    },
    async release(id) {
      const [row] = await query((sql) =>
        sql<[{ readonly gone: boolean; readonly known: boolean }]>`
          WITH released AS (
            DELETE FROM pending_payments
             WHERE reservation_id = ${id}
               AND lease_until IS NULL AND NOT in_doubt
            RETURNING 1)
          SELECT EXISTS (SELECT FROM released) AS gone,
                 EXISTS (SELECT FROM pending_payments
                          WHERE reservation_id = ${id})
                 OR EXISTS (SELECT FROM orders WHERE id = ${id}) AS known`
      );
      if (row.gone) return "released";
      return row.known ? "under_way" : "unknown";
    },
    async unsettled() {
      const rows = await query((sql) =>
        sql<{ readonly id: string }[]>`
          SELECT reservation_id AS id FROM pending_payments
           WHERE lease_until <= clock_timestamp()
              OR (in_doubt AND lease_until IS NULL
                  AND updated_at <= clock_timestamp()
                                    - ${SETTLE_AFTER_S} * interval '1 s')
           ORDER BY updated_at LIMIT 100`
      );
      return rows.map(({ id }) => id);
    },
    async sweep() {
      // One sweeper at a time: two could take their locks in different orders.
      const swept = await query((sql) =>
        sql`
          WITH turn AS MATERIALIZED (
            SELECT pg_try_advisory_xact_lock(hashtextextended('sweep', 0))
              AS mine)
          DELETE FROM pending_payments USING turn
           WHERE turn.mine AND lease_until IS NULL AND NOT in_doubt
             AND expires_at <= clock_timestamp()`
      );
      return swept.count;
    },
    async ready() {
      const [row] = await probe((sql) =>
        sql<[{ readonly migrated: boolean }]>`
          SELECT to_regprocedure('confirm_payment(text, text)') IS NOT NULL
              AS migrated`
      );
      return row.migrated;
    },
  };
}

function eventOf(row: EventRow): EventRoom {
  const { id, name, venue, event_date, ...rest } = row;
  return { id, name, venue, date: event_date.toISOString(), ...rest };
}

function fenceOf(id: string, row: FenceRow): Fence {
  switch (row.state) {
    case "fenced":
      return {
        state: "fenced",
        attempt: row.attempt,
        eventId: row.event_id,
        quantity: row.quantity,
        totalCents: row.total_cents,
      };
    case "confirmed":
      return { state: "confirmed", order: orderOf(id, row) };
    case "sold_out":
      return { state: "sold_out", available: row.available };
    case "busy":
    case "unknown":
      return { state: row.state };
  }
}

function confirmationOf(id: string, row: ConfirmRow): Confirmation {
  return row.state === "confirmed"
    ? { state: "confirmed", created: row.created, order: orderOf(id, row) }
    : { state: row.state };
}

function orderOf(
  order_id: string,
  { event_id, quantity, total_cents }: Seats,
): Order {
  return { order_id, event_id, quantity, total_cents, status: "confirmed" };
}
