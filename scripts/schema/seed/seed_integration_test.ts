// Runs with -P=test-stores
import assert from "node:assert/strict";
import { withEmptyDatabase } from "../../adapters/postgres/database_fixture.ts";
import { CouldNotRun } from "../../lib/cli/tool.ts";
import { migrateUp } from "../migrate/mod.ts";
import { seed, SEED_EVENTS } from "./mod.ts";

Deno.test("seed() adds what is missing, changes nothing, and frees the next id", async () => {
  await withEmptyDatabase(async ({ url, connect }) => {
    const sql = connect();
    await assert.rejects(seed(url), CouldNotRun);
    await migrateUp(url, () => {});
    const all = SEED_EVENTS.map(({ id }) => id);
    assert.deepEqual(await seed(url), { added: all, before: 0 });
    await sql`UPDATE events SET total_tickets = 1234 WHERE id = 1`;
    await sql`DELETE FROM events WHERE id = 4`;
    assert.deepEqual(await seed(url), { added: [4], before: 5 });
    const [first] = await sql`SELECT total_tickets FROM events WHERE id = 1`;
    assert.equal(first?.total_tickets, 1234);
    const [next] = await sql`
      INSERT INTO events (name, venue, event_date, total_tickets, price_cents)
      VALUES ('x', 'y', now(), 1, 1) RETURNING id`;
    assert.equal(next?.id, 7);
  });
});
