// Runs with -P=test-stores
/**
 * A query of an experiment can only read a value on a real server.
 */

import assert from "node:assert/strict";
import { systemClock } from "../../../services/shared/mod.ts";
import { withEmptyDatabase } from "../../adapters/postgres/database_fixture.ts";
import { readerOf } from "./reader.ts";
import { askSql } from "./sql.ts";

interface Bed {
  ask(query: string, timeout?: number): ReturnType<typeof askSql>;
  /** As the database's owner. */
  owner(statement: string): Promise<readonly Record<string, unknown>[]>;
}

async function withReader(body: (bed: Bed) => Promise<void>): Promise<void> {
  await withEmptyDatabase(async ({ url, connect }) => {
    const sql = connect();
    await sql`CREATE TABLE events (id int, price_cents int)`;
    await sql`INSERT INTO events VALUES (1, 5000), (2, 7000)`;
    await sql`CREATE SEQUENCE numbers`;
    const runId = `test-${crypto.randomUUID()}`;
    const reader = readerOf(url, { runId, ttlS: 60, clock: systemClock });
    assert.ok(reader);
    try {
      const databaseUrl = await reader.url();
      await body({
        ask: (query, timeout = 5) =>
          askSql({ type: "sql", query, timeout }, {
            databaseUrl,
            clock: systemClock,
          }),
        owner: (statement) => sql.unsafe(statement),
      });
    } finally {
      await reader.close();
    }
    const left = await sql`
      SELECT FROM pg_roles WHERE rolname LIKE ${`%${runId.slice(-12)}`}`;
    assert.equal(left.length, 0, "the role is still there");
  });
}

Deno.test("a probe reads one value of the shop", () =>
  withReader(async ({ ask }) => {
    assert.equal((await ask("SELECT count(*)::int FROM events;")).value, 2);
    assert.equal((await ask("SELECT count(*) FROM events -- all")).value, 2);
    assert.equal((await ask("SELECT true")).value, true);
    assert.equal((await ask("SELECT 'words'")).value, "words");
    for (const query of ["SELECT 1 AS a, 2 AS b", "SELECT id FROM events"]) {
      assert.match((await ask(query)).note ?? "", /one value/);
    }
    assert.match(
      (await ask("SELECT repeat('x', 1000000)")).note ?? "",
      /one short value/,
    );
  }));

for (
  const query of [
    "UPDATE events SET price_cents = 1",
    "SELECT 1; UPDATE events SET price_cents = 1",
    "SET transaction_read_only = off; UPDATE events SET price_cents = 1; SELECT 1",
    "SELECT 1) AS a; UPDATE events SET price_cents = 1; SELECT * FROM (SELECT 1",
    "WITH x AS (UPDATE events SET price_cents = 1 RETURNING 1) SELECT * FROM x",
    "SELECT set_config('transaction_read_only', 'off', true)",
    "SELECT query_to_xml('UPDATE events SET price_cents = 1', true, true, '')",
    "SELECT nextval('numbers')",
    "SELECT 1 FROM events FOR UPDATE",
    "SELECT pg_read_file('/etc/hostname')",
    "SELECT pg_ls_dir('/')",
    "SELECT lo_import('/etc/hostname')",
    "SELECT count(*) FROM pg_authid",
    "SELECT pg_reload_conf()",
    "SELECT set_config('role', 'quickticket', true)",
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "COPY events TO '/tmp/events'",
    "DO $$ BEGIN PERFORM 1; END $$",
    "CREATE TEMP TABLE x (a int)",
    "COMMIT",
  ]
) {
  Deno.test(`a probe that asks ${query} gets no value and changes nothing`, () =>
    withReader(async ({ ask, owner }) => {
      const { value, note } = await ask(query);
      assert.equal(value, undefined, String(value));
      assert.ok(note);
      const [row] = await owner(
        "SELECT sum(price_cents)::int AS n FROM events",
      );
      assert.equal(row?.n, 12_000);
    }));
}

Deno.test("a probe cannot keep the server busy beyond its time", () =>
  withReader(async ({ ask, owner }) => {
    const { value } = await ask("SELECT pg_sleep(60)", 0.3);
    assert.equal(value, undefined);
    let busy = 1;
    for (let i = 0; i < 100 && busy > 0; i++) {
      const [row] = await owner(
        "SELECT count(*)::int AS n FROM pg_stat_activity " +
          "WHERE usename LIKE 'quickticket_probe%' AND query LIKE '%pg_sleep%' " +
          "AND state = 'active'",
      );
      busy = Number(row?.n);
    }
    assert.equal(busy, 0);
  }));
