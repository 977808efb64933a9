// Runs with -P=test-stores
import assert from "node:assert/strict";
import { type Migration, MIGRATIONS } from "../../services/events/mod.ts";
import { withEmptyDatabase } from "../lib/database_fixture.ts";
import { CouldNotRun } from "../lib/tool.ts";
import { migrate } from "./migrate.ts";

const silent = (): void => {};

const second: Migration = {
  id: "0002",
  name: "more",
  up: "CREATE TABLE more (id int)",
  down: "DROP TABLE more",
};

Deno.test("migrate() takes what is missing, once, and each down undoes its up", async () => {
  await withEmptyDatabase(async ({ connect }) => {
    const sql = connect();
    const lines: string[] = [];
    const first = await migrate(sql, MIGRATIONS, (line) => lines.push(line));
    assert.equal(first.applied.length, MIGRATIONS.length);
    assert.equal(lines.length, MIGRATIONS.length);
    const again = await migrate(sql, MIGRATIONS, silent);
    assert.deepEqual(again, { applied: [], before: MIGRATIONS.length });
    for (const { down } of MIGRATIONS.toReversed()) await sql.unsafe(down);
    const left = await sql`
      SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
       WHERE nspname = 'public' AND relname NOT LIKE 'schema_migrations%'`;
    assert.deepEqual([...left], []);
    const functions = await sql`
      SELECT proname FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace
       WHERE nspname = 'public'`;
    assert.deepEqual([...functions], []);
  });
});

Deno.test("of five that migrate at once, one does and four find it done", async () => {
  await withEmptyDatabase(async ({ connect }) => {
    const ends = await Promise.all(
      Array.from({ length: 5 }, () => migrate(connect(), MIGRATIONS, silent)),
    );
    const took = ends.filter(({ applied }) => applied.length > 0);
    assert.equal(took.length, 1);
  });
});

Deno.test("a step that fails leaves nothing, not even its record", async () => {
  await withEmptyDatabase(async ({ connect }) => {
    const sql = connect();
    const broken = { ...second, up: `${second.up}; SELECT nonsense` };
    await assert.rejects(
      migrate(sql, [...MIGRATIONS, broken], silent),
      (error) =>
        error instanceof CouldNotRun &&
        /step 0002_more: .*nonsense/.test(error.message),
    );
    const { applied } = await migrate(sql, [...MIGRATIONS, second], silent);
    assert.deepEqual(applied, ["0002_more"]);
  });
});

Deno.test("an edited step and an unknown one are refused, with what to do", async () => {
  await withEmptyDatabase(async ({ connect }) => {
    const sql = connect();
    await migrate(sql, [...MIGRATIONS, second], silent);
    const edited = { ...second, up: "CREATE TABLE other (id int)" };
    await assert.rejects(
      migrate(sql, [...MIGRATIONS, edited], silent),
      (error) => error instanceof CouldNotRun && /edited/.test(error.message),
    );
    await assert.rejects(
      migrate(sql, MIGRATIONS, silent),
      (error) => error instanceof CouldNotRun && /0002/.test(error.message),
    );
  });
});
