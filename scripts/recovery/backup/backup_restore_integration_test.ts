// Runs with -P=test-stores-programs
/**
 * A backup taken and restored by the tools, with everything in it that a
 * database can have. It needs pg_dump and pg_restore of PostgreSQL 17 or newer.
 */

import assert from "node:assert/strict";
import type postgres from "postgres";
import { withEmptyDatabase } from "../../adapters/postgres/database_fixture.ts";
import { withDatabase } from "../../adapters/postgres/database.ts";
import { urlOfDatabase } from "../../adapters/postgres/address.ts";
import { installedClients } from "../../adapters/postgres/installed.ts";
import { fakeHost } from "../../lib/cli/host_fake.ts";
import { runTool, type Tool } from "../../lib/cli/tool.ts";
import { listBackups } from "./catalog.ts";
import { backupTool } from "./cli.ts";
import { folderStore } from "./folder_store.ts";
import { restoreTool } from "./restore/cli.ts";

/** Without PostgreSQL's programs there is nothing to run. */
const NEEDED = { major: 17, systemIdentifier: "", version: "17", timeline: 1 };
const ignore = typeof await installedClients(NEEDED) === "string";

function test(name: string, body: () => Promise<void>): void {
  const why = ignore ? ": skipped, there is no pg_dump 17" : "";
  Deno.test({ name: name + why, ignore, fn: body });
}

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

interface Bed {
  readonly url: string;
  readonly name: string;
  readonly sql: postgres.Sql;
  readonly folder: string;
  run(tool: Tool, ...words: readonly string[]): Promise<Ran>;
}

async function onBed(body: (bed: Bed) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await withEmptyDatabase(async ({ url, connect }) => {
      await body({
        url,
        name: new URL(url).pathname.slice(1),
        sql: connect(),
        folder,
        async run(tool, ...words) {
          const own = words.includes("--database-url")
            ? []
            : ["--database-url", url];
          const host = fakeHost({
            args: [...words, "--store", folder, ...own],
          });
          const code = await runTool(host, tool);
          const [out = "", err = ""] = [host.stdout, host.stderr]
            .map((all) => all.join("\n"));
          return { code, out, err };
        },
      });
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Drops roles and databases that a test made, after it. */
async function cleaned(
  url: string,
  statements: readonly string[],
  body: () => Promise<void>,
): Promise<void> {
  try {
    await body();
  } finally {
    await withDatabase(urlOfDatabase(url, "postgres"), async (sql) => {
      for (const statement of statements) await sql.unsafe(statement);
    });
  }
}

const READER = `reader_${crypto.randomUUID().slice(0, 8)}`;

async function fill(sql: postgres.Sql, name: string): Promise<void> {
  await sql.unsafe(`
    CREATE ROLE ${READER} LOGIN; GRANT ${READER} TO CURRENT_USER;
    GRANT CREATE ON SCHEMA public TO ${READER};
    CREATE TABLE orders (id serial PRIMARY KEY, note text, n int); CREATE TABLE prices (n int);
    COMMENT ON TABLE orders IS 'what people bought';
    INSERT INTO orders (note) SELECT 'x' FROM generate_series(1, 3);
    SELECT setval('orders_id_seq', 700);
    CREATE TYPE state AS ENUM ('new', 'paid'); CREATE VIEW totals AS SELECT count(*) FROM orders;
    CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1';
    REVOKE EXECUTE ON FUNCTION one() FROM PUBLIC;
    GRANT SELECT, INSERT ON orders TO ${READER}; GRANT UPDATE (note) ON orders TO ${READER};
    ALTER TABLE prices OWNER TO ${READER};
    ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO ${READER};
    CREATE PUBLICATION news FOR TABLE orders;
    ALTER DATABASE ${name} SET statement_timeout = '7s';
    ALTER ROLE ${READER} IN DATABASE ${name} SET work_mem = '8MB';
    ALTER DATABASE ${name} CONNECTION LIMIT 77;
    COMMENT ON DATABASE ${name} IS 'the shop''s';
    REVOKE TEMPORARY ON DATABASE ${name} FROM PUBLIC;
    SELECT lo_from_bytea(4711, 'a ticket');
  `);
}

/** All that a restore must bring back, as a person would ask for it. */
async function look(url: string): Promise<unknown> {
  return await withDatabase(url, async (sql) => {
    const [row] = await sql`
      SELECT has_table_privilege(${READER}, 'orders', 'INSERT') AS insert,
             has_column_privilege(${READER}, 'orders', 'note', 'UPDATE') AS note,
             has_column_privilege(${READER}, 'orders', 'n', 'UPDATE') AS n,
             has_function_privilege(${READER}, 'one()', 'EXECUTE') AS execute,
             has_database_privilege(${READER}, current_database(), 'TEMP') AS temp,
             (SELECT pg_get_userbyid(relowner) FROM pg_class
               WHERE relname = 'prices') = ${READER} AS owner,
             current_setting('statement_timeout') AS timeout,
             (SELECT setconfig FROM pg_db_role_setting s
                JOIN pg_database d ON d.oid = setdatabase
               WHERE datname = current_database() AND setrole <> 0) AS role,
             (SELECT datconnlimit FROM pg_database
               WHERE datname = current_database()) AS limit,
             (SELECT shobj_description(oid, 'pg_database') FROM pg_database
               WHERE datname = current_database()) AS comment,
             obj_description('orders'::regclass) AS told,
             (SELECT count(*)::int FROM pg_default_acl) AS defaults,
             (SELECT last_value::int FROM orders_id_seq) AS position,
             (SELECT count(*)::int FROM pg_publication_tables) AS published,
             convert_from(lo_get(4711), 'UTF8') AS picture`;
    return { ...row };
  });
}

test("a restored database has its rows, and also its rights, settings and comments", () =>
  onBed(async ({ url, name, sql, run }) => {
    await cleaned(url, [
      `DROP DATABASE ${name} WITH (FORCE)`,
      `DROP DATABASE IF EXISTS look_${name} WITH (FORCE)`,
      `DROP ROLE ${READER}`,
      `CREATE DATABASE ${name}`, // the fixture drops it
    ], async () => {
      await fill(sql, name);
      const before = await look(url);
      const taken = await run(backupTool);
      assert.equal(taken.code, 0, taken.err);
      assert.match(
        taken.out,
        new RegExp(`rights .*roles themselves.*${READER}`),
      );
      const placed = await run(restoreTool, "--replace", "--drop-old");
      assert.equal(placed.code, 0, placed.err);
      assert.doesNotMatch(placed.err, /Left out/);
      assert.deepEqual(await look(url), before);
    });
  }));

test("a right of a role that is not there is left out, and named", () =>
  onBed(async ({ name, sql, run }) => {
    const role = `gone_${crypto.randomUUID().slice(0, 8)}`;
    await sql.unsafe(`
      CREATE ROLE ${role};
      GRANT ${role} TO CURRENT_USER;
      CREATE TABLE orders (id int);
      GRANT SELECT ON orders TO ${role};
      ALTER ROLE ${role} IN DATABASE ${name} SET work_mem = '8MB'`);
    const taken = await run(backupTool, "--no-canary");
    assert.equal(taken.code, 0, taken.err);
    await sql.unsafe(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
    const { code, err, out } = await run(
      restoreTool,
      "--replace",
      "--drop-old",
    );
    assert.equal(code, 0, err);
    assert.match(
      err,
      new RegExp(`Left out: GRANT SELECT .*${role}.*not exist`),
    );
    assert.match(err, /Left out: ALTER ROLE .* SET "work_mem"/);
    assert.match(out, /2 rights or settings were left out/);
  }));

test("what a restore shows first is what it does, and it takes no other database's backup", () =>
  onBed(async ({ url, name, sql, run, folder }) => {
    const other = `${name}_old`;
    const otherUrl = urlOfDatabase(url, other);
    await cleaned(url, [
      `DROP DATABASE IF EXISTS ${other} WITH (FORCE)`,
    ], async () => {
      await sql.unsafe("CREATE TABLE orders (id int)");
      await sql.unsafe(`CREATE DATABASE ${other}`);
      await withDatabase(otherUrl, (sql) => sql`CREATE TABLE diary (id int)`);
      const words = ["--no-canary"];
      assert.equal((await run(backupTool, ...words)).code, 0);
      const newer = await run(backupTool, ...words, "--database-url", otherUrl);
      assert.equal(newer.code, 0, newer.err);

      const names = async (): Promise<readonly string[]> =>
        (await sql`SELECT datname FROM pg_database ORDER BY 1`)
          .map(({ datname }) => datname);
      const before = await names();
      const shown = await run(restoreTool, "--replace", "--dry-run");
      assert.equal(shown.code, 0, shown.err);
      assert.deepEqual(await names(), before, "a preview changes nothing");
      const refused = await run(restoreTool, "--dry-run");
      assert.equal(refused.code, 2);
      assert.match(refused.err, /it is not empty/);

      const done = await run(restoreTool, "--replace", "--drop-old");
      assert.equal(done.code, 0, done.err);
      const [id] = shown.out.split(" ");
      assert.ok(done.out.startsWith(`${id} is in`), done.out);
      const store = await listBackups(folderStore(folder));
      const foreign = store.find(({ manifest }) =>
        manifest?.database === other
      );
      const wrong = await run(restoreTool, foreign?.id ?? "", "--replace");
      assert.equal(wrong.code, 2);
      assert.match(wrong.err, /it is of the database .*_old, and not of/);
    });
  }));

test("a database of a person that is called like a draft is not dropped", () =>
  onBed(async ({ url, name, sql, run }) => {
    const draft = `${name}_restoring`;
    await cleaned(url, [`DROP DATABASE IF EXISTS ${draft}`], async () => {
      await sql.unsafe("CREATE TABLE orders (id int)");
      assert.equal((await run(backupTool, "--no-canary")).code, 0);
      await sql.unsafe(`CREATE DATABASE ${draft}`);
      const inDraft = (statement: string) =>
        withDatabase(urlOfDatabase(url, draft), (own) => own.unsafe(statement));
      await inDraft("CREATE SCHEMA notes");
      const { code, err } = await run(restoreTool, "--replace");
      assert.equal(code, 2);
      assert.match(err, /_restoring would be dropped, and it is no draft/);
      await inDraft("DROP SCHEMA notes");
      const again = await run(restoreTool, "--replace", "--drop-old");
      assert.equal(again.code, 0, again.err);
    });
  }));
