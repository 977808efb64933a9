/**
 * Puts the shop's events on sale. An event that is there already is left as it
 * is: a lab may have raised its total, and people may have bought.
 * @module
 */

import type postgres from "postgres";
import { inTransaction, withDatabase } from "../../adapters/postgres/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { SEED_EVENTS } from "./events.ts";

export { SEED_EVENTS } from "./events.ts";

/** The result of seeding. */
export interface Seeded {
  /** Ids of the events that were missing. */
  readonly added: readonly number[];
  /** How many were there before. */
  readonly before: number;
}

/** Seeds the database. @throws {CouldNotRun} when it has no schema yet */
export function seed(databaseUrl: string): Promise<Seeded> {
  return withDatabase(databaseUrl, async (sql) => {
    await requireSchema(sql);
    return await inTransaction(sql, async () => {
      const added: number[] = [];
      for (const event of SEED_EVENTS) {
        const rows = await sql`
          INSERT INTO events
            (id, name, venue, event_date, total_tickets, price_cents)
          VALUES (${event.id}, ${event.name}, ${event.venue}, ${event.date},
                  ${event.totalTickets}, ${event.priceCents})
          ON CONFLICT (id) DO NOTHING`;
        if (rows.count === 1) added.push(event.id);
      }
      // So that an event without an id gets one that is free.
      await sql`
        SELECT setval(pg_get_serial_sequence('events', 'id'),
                      (SELECT max(id) FROM events))`;
      return { added, before: SEED_EVENTS.length - added.length };
    });
  });
}

async function requireSchema(sql: postgres.Sql): Promise<void> {
  const [row] = await sql<[{ readonly there: boolean }]>`
    SELECT to_regclass('events') IS NOT NULL AS there`;
  if (row.there) return;
  throw new CouldNotRun(
    "Cannot seed: the database has no schema yet; run deno task migrate up",
  );
}
