/**
 * Tries the shop's old code on the database after a step: it knows
 * nothing of the new column, and must go on.
 * @module
 */

import type postgres from "postgres";

/** Ends a transaction that has shown what it was to show. */
class RolledBack extends Error {
  override readonly name = "RolledBack";
}

/** One thing that the old code does, in words and as statements. */
const DEEDS: readonly (readonly [
  string,
  (sql: postgres.TransactionSql) => Promise<void>,
])[] = [
  ["puts two events on sale", async (sql) => {
    for (const name of ["one", "two"]) {
      await sql`
        INSERT INTO events (name, venue, event_date, total_tickets, price_cents)
        VALUES (${name}, 'Hall', now(), 10, 1000)`;
    }
  }],
  ["lists the events", async (sql) => {
    await sql`
      SELECT id, name, venue, event_date, total_tickets, price_cents,
             total_tickets - sold - pending AS available
        FROM events ORDER BY event_date, id LIMIT 10`;
  }],
  ["sells a ticket", async (sql) => {
    const [event] = await sql<{ id: number }[]>`
      INSERT INTO events (name, venue, event_date, total_tickets, price_cents)
      VALUES ('sold', 'Hall', now(), 10, 1000) RETURNING id`;
    const id = `lab9-${crypto.randomUUID()}`;
    await sql`
      SELECT * FROM fence_reservation(
        ${id}, 5000, ${event?.id ?? 0}, 1, 1000, now() + interval '5 minutes')`;
    await sql`SELECT * FROM confirm_payment(${id}, 'lab9')`;
    const sold = await sql`SELECT FROM orders WHERE id = ${id}`;
    if (sold.length !== 1) throw new Error("no order was written");
  }],
  ["changes an event", async (sql) => {
    await sql`
      UPDATE events SET total_tickets = total_tickets + 1
       WHERE id = (SELECT min(id) FROM events)`;
  }],
];

/**
 * The statement that fails now, in PostgreSQL's words; undefined: none fails.
 */
export async function oldCodeOn(
  sql: postgres.Sql,
): Promise<string | undefined> {
  for (const [what, deed] of DEEDS) {
    try {
      await sql.begin(async (transaction) => {
        await deed(transaction);
        throw new RolledBack();
      });
    } catch (error) {
      if (error instanceof RolledBack) continue;
      return `${what}: ${error instanceof Error ? error.message : error}`;
    }
  }
  return undefined;
}
