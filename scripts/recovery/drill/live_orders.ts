/**
 * The live database's orders that a backup must have.
 * @module
 */

import type postgres from "postgres";

/** Orders up to a moment, summed up. */
export interface Orders {
  readonly count: number;
  /** Over their ids and quantities; equal sets have equal ones. */
  readonly checksum: string;
}

/** Those that were confirmed before `until`. */
export async function ordersUntil(
  sql: postgres.Sql,
  until: Date,
): Promise<Orders> {
  const [row] = await sql<[{ count: number; checksum: string }]>`
    SELECT count(*)::int AS count,
           coalesce(sum(hashtextextended(id || ':' || event_id || ':'
             || quantity || ':' || payment_ref, 0)::numeric), 0)::text
             AS checksum
      FROM orders WHERE created_at <= ${until}`;
  return row;
}

/** All that there are. */
export async function countOrders(sql: postgres.Sql): Promise<number> {
  const [row] = await sql<[{ count: number }]>`
    SELECT count(*)::int AS count FROM orders`;
  return row.count;
}

/** When the newest order began; undefined when there is none. */
export async function newestOrder(
  sql: postgres.Sql,
): Promise<Date | undefined> {
  const [row] = await sql<[{ at: Date | null }]>`
    SELECT max(created_at) AS at FROM orders`;
  return row.at ?? undefined;
}

/**
 * An order's time is when its transaction began; one that began before the
 * moment of the backup may have been confirmed after it (ms).
 */
export const IN_FLIGHT_MS = 2000;
