// Runs with -P=test-stores
/**
 * Which history a migration reads and writes, and what it leaves when the
 * connection is lost in the middle, on the real server.
 */

import assert from "node:assert/strict";
import postgres from "postgres";
import { connectTo } from "../../adapters/postgres/connect.ts";
import {
  type EmptyDatabase,
  withEmptyDatabase,
} from "../../adapters/postgres/database_fixture.ts";
import { withDatabase } from "../../adapters/postgres/database.ts";
import { CouldNotRun } from "../../lib/cli/tool.ts";
import { seed } from "../seed/mod.ts";
import { readHistory } from "./history.ts";
import { migrate, migrateDown } from "./migrate.ts";
import { PRODUCT } from "./mod.ts";
import { planDown, planUp } from "./plan.ts";
import type { Step } from "./step.ts";
import { stepOf } from "./step_fixture.ts";

const ALL = [stepOf(1), stepOf(2), stepOf(3)];

Deno.test("what a rehearsal shows is what the run does, to whichever step and from wherever", async () => {
  await withEmptyDatabase(async ({ connect }) => {
    const sql = connect();
    const moves = [
      ["up", "2"],
      ["up", "1"],
      ["up", undefined],
      ["down", "2"],
      ["down", "2"],
      ["down", undefined],
      ["up", "9"],
      ["down", "3"],
      ["up", "3"],
      ["down", "1"],
    ] as const;
    for (const [way, to] of moves) {
      const goal = to === undefined ? {} : { to };
      const shown =
        await (way === "up" ? planUp(sql, ALL, to) : planDown(sql, ALL, goal))
          .then(
            ({ steps }) => steps.map(({ name }) => name),
            (error: Error) => error.message,
          );
      const done = await (way === "up"
        ? migrate(sql, ALL, goal).then(({ applied }) =>
          applied
        )
        : migrateDown(sql, ALL, goal)).catch((error: Error) => error.message);
      assert.deepEqual(done, shown, `${way} ${to}`);
    }
  });
});

for (
  const [who, statement] of [
    [
      "the database",
      (name: string) => `ALTER DATABASE ${name} SET search_path = app`,
    ],
    [
      "the role, in this database",
      (name: string) =>
        `ALTER ROLE CURRENT_USER IN DATABASE ${name} SET search_path = app, public`,
    ],
  ] as const
) {
  Deno.test(`a search_path that ${who} changes makes no second shop`, async () => {
    await withEmptyDatabase(async ({ url, connect }) => {
      await withDatabase(url, (sql) => migrate(sql, PRODUCT));
      const name = new URL(url).pathname.slice(1);
      await connect().unsafe(`CREATE SCHEMA app; ${statement(name)}`);
      await withDatabase(url, async (sql) => {
        const { applied, before } = await migrate(sql, PRODUCT);
        assert.deepEqual([applied, before], [[], PRODUCT.length]);
      });
      assert.equal((await seed(url)).added.length, 6);
      const rows = await connect()`
        SELECT nspname FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
         WHERE relname IN ('events', 'schema_migrations') AND relkind = 'r'`;
      assert.deepEqual(rows.map(({ nspname }) => nspname), [
        "public",
        "public",
      ]);
    });
  });
}

Deno.test("options of the URL change the session, but not where the shop lies", async () => {
  await withEmptyDatabase(async ({ url }) => {
    const options = "-c search_path=app -c work_mem=8MB";
    const sql = await connectTo(
      `${url}?options=${encodeURIComponent(options)}`,
    );
    try {
      const [row] = await sql`
        SELECT current_setting('search_path') AS path,
               current_setting('work_mem') AS memory`;
      assert.deepEqual({ ...row }, { path: "public", memory: "8MB" });
    } finally {
      await sql.end();
    }
  });
});

Deno.test("a history of another tool, or in another schema, is refused", async () => {
  await withEmptyDatabase(async ({ connect }) => {
    const sql = connect();
    await sql`CREATE TABLE schema_migrations (version text)`;
    await assert.rejects(
      migrate(sql, PRODUCT),
      /public\.schema_migrations is of another tool \(its columns are version\)/,
    );
    await sql`DROP TABLE schema_migrations`;
    await migrate(sql, PRODUCT);
    await sql`CREATE SCHEMA app`;
    await sql`ALTER TABLE schema_migrations SET SCHEMA app`;
    await assert.rejects(migrate(sql, PRODUCT), /lies in the schema app/);
  });
});

/** Ends the session of `sql` as soon as it sleeps. */
async function endSleeper(other: postgres.Sql): Promise<void> {
  for (;;) {
    const ended = await other`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE query LIKE 'SELECT pg_sleep(77)%' AND datname = current_database()`;
    if (ended.length > 0) return;
  }
}

async function lose(
  { url, connect }: EmptyDatabase,
  step: Step,
): Promise<string> {
  const [end] = await Promise.allSettled([
    withDatabase(url, (sql) => migrate(sql, [...PRODUCT, step])),
    endSleeper(connect()),
  ]);
  assert.equal(end.status, "rejected");
  assert.ok(end.reason instanceof CouldNotRun, String(end.reason));
  return end.reason.message;
}

const slow = {
  up: ["CREATE TABLE half (id int)", "SELECT pg_sleep(77)"],
  down: [],
};

Deno.test("a session that is ended inside a transaction names its step, and nothing of it is kept", async () => {
  await withEmptyDatabase(async (database) => {
    const words = await lose(database, stepOf(2, slow));
    assert.match(words, /Cannot take step 0002_t2: the connection .* was lost/);
    assert.match(words, /nothing of it was kept; when the server is back/);
    const sql = database.connect();
    assert.equal((await readHistory(sql)).length, PRODUCT.length);
    const { applied } = await migrate(sql, [...PRODUCT, stepOf(2)]);
    assert.deepEqual(applied, ["0002_t2"], "the lock went with the session");
  });
});

Deno.test("a session that is ended outside a transaction says which statements were kept", async () => {
  await withEmptyDatabase(async (database) => {
    const words = await lose(
      database,
      stepOf(2, { ...slow, transaction: false }),
    );
    assert.match(words, /1 of its 2 statements were kept, and statement 2 may/);
    assert.match(words, /not on record/);
    const sql = database.connect();
    const [half] = await sql`SELECT to_regclass('half') IS NOT NULL AS it`;
    assert.equal(half?.it, true);
    assert.equal((await readHistory(sql)).length, PRODUCT.length);
  });
});

Deno.test("several concurrent indexes in one text are refused with what to write", async () => {
  await withEmptyDatabase(async ({ connect }) => {
    const both = stepOf(2, {
      up: [
        "CREATE INDEX CONCURRENTLY a ON orders (event_id);" +
        "CREATE INDEX CONCURRENTLY b ON orders (status)",
      ],
      transaction: false,
    });
    await assert.rejects(
      migrate(connect(), [...PRODUCT, both]),
      /an entry of its own in the list/,
    );
  });
});
