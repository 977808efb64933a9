/**
 * The rules that the shop's data must follow at any moment, whatever was lost.
 * @module
 */

import type postgres from "postgres";

interface Invariant {
  /** The rule. */
  readonly name: string;
  /** Counts the rows that break it. */
  readonly broken: string;
}

const INVARIANTS: readonly Invariant[] = [
  {
    name: "no event is sold over its seats",
    broken: "SELECT count(*) FROM events WHERE sold + pending > total_tickets",
  },
  {
    name: "an event's counters are the sums over its rows",
    broken: `SELECT count(*) FROM events e
      WHERE sold <> coalesce((SELECT sum(quantity) FROM orders o
              WHERE o.event_id = e.id AND o.status = 'confirmed'), 0)
         OR pending <> coalesce((SELECT sum(quantity) FROM pending_payments p
              WHERE p.event_id = e.id), 0)`,
  },
  {
    name: "an order is of an event and of at least one seat",
    broken: `SELECT count(*) FROM orders o WHERE quantity < 1
      OR NOT EXISTS (SELECT FROM events e WHERE e.id = o.event_id)`,
  },
  {
    name: "what is paid is not still being paid",
    broken: `SELECT count(*) FROM pending_payments p
      WHERE EXISTS (SELECT FROM orders o WHERE o.id = p.reservation_id)`,
  },
  {
    name: "no payment pays for two orders",
    broken: `SELECT count(*) - count(DISTINCT payment_ref) FROM orders`,
  },
  {
    name: "the next event gets a number that is free",
    broken: `SELECT count(*) FROM events, events_id_seq
      WHERE events.id > last_value
         OR (events.id = last_value AND NOT is_called)`,
  },
];

/** Those that do not hold, in words; none when all do. */
export async function brokenInvariants(
  sql: postgres.Sql,
): Promise<readonly string[]> {
  const words: string[] = [];
  for (const { name, broken } of INVARIANTS) {
    const [row] = await sql.unsafe<[{ count: string }]>(
      `SELECT (${broken})::text AS count`,
    ).catch((error: unknown) => [{ count: String(error) }] as const);
    if (row.count !== "0") words.push(`${name}: ${row.count}`);
  }
  return words;
}

/** How many there are. */
export const INVARIANT_COUNT: number = INVARIANTS.length;
