/**
 * The list in a shop that has sold a million tickets.
 * @module
 */

import { connectTo } from "../../adapters/postgres/mod.ts";
import { type Figure, median } from "../../lib/measured/mod.ts";
import type { MeasureOptions } from "./measure_options.ts";
import type { Served } from "../../lib/process/mod.ts";
import { successful, wrk } from "./wrk.ts";

/** How many orders make a big shop. */
const MANY = 1_000_000;

/** Measures events with and without them, in turns. */
export async function measureManyOrders(
  { stack, seconds, connections, rounds, say }: MeasureOptions,
  events: Served,
): Promise<Figure> {
  say(`${MANY} orders`);
  const sql = await connectTo(stack.databaseUrl);
  const rates = { few: [] as number[], many: [] as number[] };
  const run = async (into: number[]): Promise<void> => {
    const url = `${events.url}/events`;
    const result = successful(await wrk({ url, connections, seconds }));
    into.push(result.requestsPerSecond);
  };
  try {
    for (let round = 0; round < rounds; round++) {
      await sql`TRUNCATE orders`;
      await sql`VACUUM events`;
      await run(rates.few);
      await sql`
        INSERT INTO orders (id, event_id, quantity, total_cents, payment_ref)
        SELECT 'many-' || n, 6, 1, 100, 'PAY-' || n
          FROM generate_series(1, ${MANY - 100_000}) n`;
      await sql`
        INSERT INTO events (id, name, venue, event_date, total_tickets, price_cents)
        VALUES (1000, 'Many', 'Hall', now(), 100000, 1) ON CONFLICT DO NOTHING`;
      await sql`
        INSERT INTO orders (id, event_id, quantity, total_cents, payment_ref)
        SELECT 'more-' || n, 1000, 1, 100, 'PAY-' || n
          FROM generate_series(1, 100000) n`;
      await sql`VACUUM events`;
      await run(rates.many);
    }
  } finally {
    await sql.end();
  }
  const [few, many] = [median(rates.few), median(rates.many)];
  return {
    what: "`GET /events` with 1,000,000 orders against none",
    value: 100 * many / few,
    unit: "%",
    bound: { min: 90 },
    from: `${many.toFixed(0)} and ${few.toFixed(0)} requests a second`,
  };
}
