import assert from "node:assert/strict";
import { databaseAndServer, databaseWord, majorOf } from "./client.ts";
import { databaseIn } from "./address.ts";
import { libpqEnv } from "./installed.ts";

for (
  const [said, major] of [
    ["pg_dump (PostgreSQL) 17.5", 17],
    ["pg_dump (PostgreSQL) 17.5 (Debian 17.5-1.pgdg120+1)", 17],
    ["pg_dump (PostgreSQL) 9.6.24", 9],
    ["pg_dump (PostgreSQL) 18beta1", 18],
    ["bash: pg_dump: not found", NaN],
  ] as const
) {
  Deno.test(`"${said}" is version ${major}`, () => {
    assert.equal(majorOf(said), major);
  });
}

Deno.test("a version that cannot be read is never new enough", () => {
  assert.equal(majorOf("") >= 17, false);
});

Deno.test("a program that speaks to a whole server gets no database", () => {
  const url = "postgres://me@db/shop";
  assert.deepEqual(databaseWord("pg_dump", url), ["-d", "dbname='shop'"]);
  assert.deepEqual(databaseWord("pg_basebackup", url), []);
  assert.deepEqual(databaseWord("pg_receivewal", url), []);
});

Deno.test("a name that looks like settings of a connection stays a name", () => {
  const url = "postgres://me@db:5433/a%3Db%27%5Cc";
  assert.deepEqual(databaseWord("psql", url), ["-d", "dbname='a=b\\'\\\\c'"]);
  assert.deepEqual(databaseAndServer("pg_dump", url), [
    "-d",
    "host='db' port='5433' user='me' dbname='a=b\\'\\\\c'",
  ]);
  assert.deepEqual(databaseAndServer("pg_basebackup", url), [
    "-d",
    "host='db' port='5433' user='me'",
  ]);
});

Deno.test("a database is known by its own name, not by how a URL writes it", () => {
  assert.equal(
    databaseIn("postgres://me@db/My%20%22shop%22%2F1"),
    'My "shop"/1',
  );
  assert.equal(databaseIn("postgres://me@db"), "");
});

const FULL = "postgres://me%40home:p%3A%2Fw@db.example:5433/my%20shop";

Deno.test("libpq gets every part of the URL by its environment, decoded", () => {
  assert.deepEqual(libpqEnv(FULL), {
    PGHOST: "db.example",
    PGHOSTADDR: "",
    PGPORT: "5433",
    PGUSER: "me@home",
    PGPASSWORD: "p:/w",
    PGDATABASE: "my shop",
    PGTARGETSESSIONATTRS: "any",
    PGOPTIONS: "",
    LC_ALL: "C",
  });
});

Deno.test("libpq gets the usual port when the URL has none", () => {
  assert.equal(libpqEnv("postgres://me@db/shop").PGPORT, "5432");
});

Deno.test("libpq gets an IPv6 address without the brackets of a URL", () => {
  const { PGHOST, PGPORT } = libpqEnv("postgres://me@[::1]:5434/shop");
  assert.deepEqual([PGHOST, PGPORT], ["::1", "5434"]);
});

Deno.test("libpq is asked for encryption when the URL asks for it, and only then", () => {
  const env = libpqEnv(`${FULL}?sslmode=require`);
  assert.equal(env.PGSSLMODE, "require");
  assert.equal("PGSSLMODE" in libpqEnv(FULL), false);
});
