// Runs with -P=test-stores
import assert from "node:assert/strict";
import { withEmptyDatabase } from "../../adapters/postgres/database_fixture.ts";
import { differences, fingerprintOf } from "./fingerprint.ts";

Deno.test("rows in another order, on other pages, have the same sum; another row has not", async () => {
  await withEmptyDatabase(async ({ connect }) => {
    const sql = connect();
    await sql`CREATE TABLE t (id int PRIMARY KEY, at timestamptz, note text)`;
    await sql`INSERT INTO t SELECT n, 'epoch', 'n' || n FROM generate_series(1, 500) n`;
    const before = await fingerprintOf(sql);
    await sql`CREATE TEMP TABLE copy AS SELECT * FROM t`;
    await sql`TRUNCATE t`;
    await sql`INSERT INTO t SELECT * FROM copy ORDER BY id DESC`;
    const shuffled = await fingerprintOf(sql);
    assert.deepEqual(differences(before, shuffled), {
      structure: [],
      volume: [],
    });

    await sql`UPDATE t SET note = note || '!' WHERE id = 77`;
    const { volume } = differences(before, await fingerprintOf(sql));
    assert.deepEqual(volume, ["public.t has 500 rows, but not the same ones"]);
    await sql`DELETE FROM t WHERE id = 77`;
    assert.deepEqual(differences(before, await fingerprintOf(sql)).volume, [
      "public.t has 499 rows, must be 500",
    ]);
  });
});

Deno.test("two rows that swap a value are not the same rows", async () => {
  await withEmptyDatabase(async ({ connect }) => {
    const sql = connect();
    await sql`CREATE TABLE t (a int, b int)`;
    await sql`INSERT INTO t VALUES (1, 2), (3, 4)`;
    const before = await fingerprintOf(sql);
    await sql`UPDATE t SET b = 6 - b`;
    assert.equal(
      differences(before, await fingerprintOf(sql)).volume.length,
      1,
    );
  });
});

Deno.test("a column without a hash is summed up by what it shows", async () => {
  await withEmptyDatabase(async ({ connect }) => {
    const sql = connect();
    await sql`CREATE TABLE t (a json)`;
    await sql`INSERT INTO t VALUES ('{"a": 1}')`;
    const { tables } = await fingerprintOf(sql);
    assert.equal(tables[0]?.method, "text");
  });
});

Deno.test("a part of the structure that is missing, or too much, is named", async () => {
  await withEmptyDatabase(async ({ connect }) => {
    const sql = connect();
    await sql`CREATE TABLE t (a int NOT NULL CHECK (a > 0))`;
    await sql`CREATE INDEX by_a ON t (a)`;
    const before = await fingerprintOf(sql);
    await sql`DROP INDEX by_a`;
    await sql`ALTER TABLE t ADD COLUMN b text`;
    const { structure } = differences(before, await fingerprintOf(sql));
    assert.deepEqual(structure, [
      "missing: index CREATE INDEX by_a ON public.t USING btree (a)",
      "not in the backup: column public.t.b text",
    ]);
  });
});
