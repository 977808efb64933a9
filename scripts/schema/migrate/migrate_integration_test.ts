// Runs with -P=test-stores
import assert from "node:assert/strict";
import { withEmptyDatabase } from "../../adapters/postgres/database_fixture.ts";
import { CouldNotRun } from "../../lib/cli/tool.ts";
import { baseline, migrate, migrateDown } from "./migrate.ts";
import { PRODUCT } from "./mod.ts";
import type { Step } from "./step.ts";

const second: Step = {
  name: "0002_more",
  up: ["CREATE TABLE more (id int)"],
  down: ["DROP TABLE more"],
  transaction: true,
};

const third: Step = {
  name: "0003_index",
  up: ["CREATE INDEX CONCURRENTLY more_by_id ON more (id)"],
  down: ["DROP INDEX CONCURRENTLY more_by_id"],
  transaction: false,
};

Deno.test("migrate() takes what is missing, once, and each down undoes its up", async () => {
  await withEmptyDatabase(async ({ connect }) => {
    const sql = connect();
    const lines: string[] = [];
    const first = await migrate(sql, PRODUCT, {
      log: (line) => lines.push(line),
    });
    assert.equal(first.applied.length, PRODUCT.length);
    assert.equal(lines.length, PRODUCT.length);
    const again = await migrate(sql, PRODUCT);
    assert.deepEqual(again, { applied: [], before: PRODUCT.length });
    await migrateDown(sql, PRODUCT, { count: PRODUCT.length });
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
      Array.from({ length: 5 }, () => migrate(connect(), PRODUCT)),
    );
    const took = ends.filter(({ applied }) => applied.length > 0);
    assert.equal(took.length, 1);
  });
});

Deno.test("a step that fails leaves nothing, not even its record", async () => {
  await withEmptyDatabase(async ({ connect }) => {
    const sql = connect();
    const broken = { ...second, up: [...second.up, "SELECT nonsense"] };
    await assert.rejects(
      migrate(sql, [...PRODUCT, broken]),
      (error) =>
        error instanceof CouldNotRun &&
        /step 0002_more: .*nonsense/.test(error.message),
    );
    const { applied } = await migrate(sql, [...PRODUCT, second]);
    assert.deepEqual(applied, ["0002_more"]);
  });
});

Deno.test("an edited step and an unknown one are refused, with what to do", async () => {
  await withEmptyDatabase(async ({ connect }) => {
    const sql = connect();
    await migrate(sql, [...PRODUCT, second]);
    const edited = { ...second, up: ["CREATE TABLE other (id int)"] };
    await assert.rejects(
      migrate(sql, [...PRODUCT, edited]),
      (error) => error instanceof CouldNotRun && /edited/.test(error.message),
    );
    const other = { ...second, name: "0003_other", up: ["SELECT 1"] };
    await assert.rejects(
      migrate(sql, [...PRODUCT, other]),
      (error) => error instanceof CouldNotRun && /0002/.test(error.message),
    );
  });
});

Deno.test("an older program leaves a newer database alone", async () => {
  await withEmptyDatabase(async ({ connect }) => {
    const sql = connect();
    await migrate(sql, [...PRODUCT, second]);
    const lines: string[] = [];
    const { applied } = await migrate(sql, PRODUCT, {
      log: (line) => lines.push(line),
    });
    assert.deepEqual(applied, []);
    assert.match(lines.join(), /newer than this program: 0002_more/);
  });
});

Deno.test("tables without a history are refused, until a baseline says what they are", async () => {
  await withEmptyDatabase(async ({ connect }) => {
    const sql = connect();
    for (const { up } of PRODUCT) await sql.unsafe(up.join(";"));
    await assert.rejects(
      migrate(sql, [...PRODUCT, second]),
      (error) =>
        error instanceof CouldNotRun &&
        /tables \(events, .*migrate baseline 0001/.test(error.message),
    );
    assert.deepEqual(await baseline(sql, PRODUCT, "1"), ["0001_schema"]);
    const { applied } = await migrate(sql, [...PRODUCT, second]);
    assert.deepEqual(applied, ["0002_more"]);
    await assert.rejects(baseline(sql, PRODUCT, "0001"), /has a history of 2/);
  });
});

Deno.test("--to stops there, and down goes back to it", async () => {
  await withEmptyDatabase(async ({ connect }) => {
    const sql = connect();
    const all = [...PRODUCT, second, third];
    const { applied } = await migrate(sql, all, { to: "2" });
    assert.deepEqual(applied.at(-1), "0002_more");
    assert.deepEqual((await migrate(sql, all)).applied, ["0003_index"]);
    assert.deepEqual(await migrateDown(sql, all, { to: "0001" }), [
      "0003_index",
      "0002_more",
    ]);
    await assert.rejects(migrate(sql, all, { to: "9" }), /Cannot find step 9/);
  });
});

Deno.test("an index left invalid by an interrupted attempt is dropped and built", async () => {
  await withEmptyDatabase(async ({ connect }) => {
    const sql = connect();
    await migrate(sql, [...PRODUCT, second]);
    // An interrupted build leaves this: two equal values make a unique one
    // fail.
    await sql.unsafe("INSERT INTO more VALUES (1), (1)");
    await assert.rejects(
      sql.unsafe(
        "CREATE UNIQUE INDEX CONCURRENTLY more_by_id ON more (id)",
      ).execute(),
    );
    const lines: string[] = [];
    await migrate(sql, [...PRODUCT, second, third], {
      log: (line) => lines.push(line),
    });
    assert.match(lines.join("\n"), /left invalid/);
    const rows = await sql`
      SELECT indisvalid, indisunique FROM pg_index
       WHERE indexrelid = 'more_by_id'::regclass`;
    assert.deepEqual([...rows], [{ indisvalid: true, indisunique: false }]);
  });
});

Deno.test("a concurrent index inside a transaction fails, and says what to write", async () => {
  await withEmptyDatabase(async ({ connect }) => {
    const wrong = { ...third, transaction: true };
    await assert.rejects(
      migrate(connect(), [...PRODUCT, second, wrong]),
      /cannot run inside a transaction.*transaction = false/,
    );
  });
});

Deno.test("a step that meets a lock steps aside, and says so in the end", async () => {
  await withEmptyDatabase(async ({ connect }) => {
    const [sql, other] = [connect(), connect()];
    await migrate(sql, PRODUCT);
    const held = Promise.withResolvers<void>();
    const taken = Promise.withResolvers<void>();
    const holding = other.begin(async (transaction) => {
      await transaction`LOCK TABLE events IN ACCESS SHARE MODE`;
      taken.resolve();
      await held.promise;
    });
    await taken.promise;
    const lines: string[] = [];
    const add: Step = {
      name: "0002_email",
      up: ["ALTER TABLE events ADD COLUMN email varchar(255)"],
      down: [],
      transaction: true,
    };
    const patience = { lockMs: 50, statementMs: 0, attempts: 2 };
    const log = (line: string) => lines.push(line);
    await assert.rejects(
      migrate(sql, [...PRODUCT, add], { patience, log }),
      /held a lock through 2 tries/,
    );
    assert.match(lines.join("\n"), /stepped aside/);
    held.resolve();
    await holding;
    await migrate(sql, [...PRODUCT, add], { patience, log });
    await assert.rejects(
      migrateDown(sql, [...PRODUCT, add], {}),
      /has no down/,
    );
  });
});

Deno.test("who waits for an index that is built concurrently does not keep it from being built", async () => {
  await withEmptyDatabase(async ({ connect }) => {
    const steps = [...PRODUCT, second, third];
    const [holder, one, other] = [connect(), connect(), connect()];
    await migrate(holder, [...PRODUCT, second]);
    // Keeps the build waiting until the second asks for its turn.
    await holder`BEGIN`;
    await holder`INSERT INTO more VALUES (1)`;
    const waits = Promise.withResolvers<void>();
    const log = (line: string): void => {
      if (/another process/.test(line)) waits.resolve();
    };
    // Which of them builds is chance.
    const both = [migrate(one, steps, { log }), migrate(other, steps, { log })];
    await waits.promise;
    await holder`COMMIT`;
    const ends = await Promise.all(both);
    assert.deepEqual(
      ends.flatMap(({ applied }) => applied),
      ["0003_index"],
    );
  });
});
