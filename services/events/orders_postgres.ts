/**
 * Orders in PostgreSQL. Each method is one statement, so one transaction; the
 * rules that need several steps are functions in `migrations/`, which hold a
 * lock of the reservation, and run there without a round trip in between.
 * @module
 */

import type { Fragment, Sql } from "postgres";
import { type Order, RESERVATION_ID } from "../shared/api_schemas.ts";
import { Problem } from "../shared/problem.ts";
import type { Database } from "./database.ts";
import type { Confirmation, EventRoom, Fence, Orders } from "./orders.ts";

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

/**
 * An event as the shop shows it. Rows are also written by hand, and one odd row
 * must not take the whole list away: the gateway refuses a list with one date
 * that is not a date, or a list of more than a megabyte. So a date that a
 * four-digit year can't tell (infinity, BC, the year 12026) becomes the nearest
 * that one can, a long text is cut, and the room is computed without overflow.
 */
const EVENT = `
  id, ${shortened("name")}, ${shortened("venue")}, total_tickets, price_cents,
  to_char(
    least(greatest(event_date, '0001-01-01 00:00Z'), '9999-12-31 23:59:59.999Z')
      AT TIME ZONE 'UTC',
    'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS date,
  (total_tickets::bigint - sold - pending)::float8 AS room`;

/** A text of at most 200 characters. */
function shortened(column: string): string {
  return `CASE WHEN length(${column}) > 200
               THEN left(${column}, 199) || '…' ELSE ${column} END AS ${column}`;
}

/** A payment that broke off is looked after again after so long (s). */
const SETTLE_AFTER_S = 10;

/**
 * Gives back the seats of expired payments. One sweeper at a time: two could
 * take their locks in different orders.
 */
async function sweepWhere(
  query: Database["query"],
  condition: (sql: Sql) => Fragment,
): Promise<number> {
  const { count } = await query((sql) =>
    sql`
      WITH turn AS MATERIALIZED (
        SELECT pg_try_advisory_xact_lock(hashtextextended('sweep', 0))
          AS mine)
      DELETE FROM pending_payments USING turn
       WHERE turn.mine AND lease_until IS NULL AND NOT in_doubt
         AND expires_at <= clock_timestamp() AND ${condition(sql)}`
  );
  return count;
}

/**
 * The same event by event. Someone who has changed a counter by hand may have
 * made it impossible to give the seats of that event back; those of the others
 * must not wait for it.
 * @throws {AggregateError} when it failed for some events, after the others
 */
async function sweepEach(query: Database["query"]): Promise<number> {
  const rows = await query((sql) =>
    sql<{ readonly event_id: number }[]>`
      SELECT DISTINCT event_id FROM pending_payments`
  );
  let swept = 0;
  const failures: Error[] = [];
  for (const { event_id } of rows) {
    try {
      swept += await sweepWhere(query, (sql) => sql`event_id = ${event_id}`);
    } catch (cause) {
      if (cause instanceof Problem) throw cause;
      failures.push(new Error(`Event ${event_id}`, { cause }));
    }
  }
  if (failures.length === 0) return swept;
  const ids = failures.map(({ message }) => message).join(", ");
  throw new AggregateError(failures, `Cannot give seats back: ${ids}`);
}

/** Orders over `database`. */
export function postgresOrders({ query, probe }: Database): Orders {
  return {
    async list() {
      const rows = await query((sql) =>
        sql<EventRoom[]>`
          SELECT ${sql.unsafe(EVENT)} FROM events ORDER BY event_date, id`
      );
      return [...rows];
    },
    async find(eventId) {
      const [row] = await query((sql) =>
        sql<EventRoom[]>`
          SELECT ${sql.unsafe(EVENT)} FROM events WHERE id = ${eventId}`
      );
      return row;
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
           WHERE (lease_until <= clock_timestamp()
                  OR (in_doubt AND lease_until IS NULL
                      AND updated_at <= clock_timestamp()
                                        - ${SETTLE_AFTER_S} * interval '1 s'))
             AND reservation_id ~ ${RESERVATION_ID.source}
           ORDER BY updated_at LIMIT 100`
      );
      return rows.map(({ id }) => id);
    },
    async sweep() {
      try {
        return await sweepWhere(query, (sql) => sql`true`);
      } catch (error) {
        if (error instanceof Problem) throw error;
        return await sweepEach(query);
      }
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
