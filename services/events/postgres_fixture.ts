/**
 * A database of its own on the real server, migrated, gone afterwards.
 * @module
 */

import postgres from "postgres";
import { systemClock } from "../shared/clock.ts";
import { connectDatabase, type Database } from "./database.ts";
import { MIGRATIONS } from "./migrations/mod.ts";
import { serverUrl } from "./server_fixture.ts";

/** A database for one test. */
export interface TestDatabase {
  readonly database: Database;
  /** A connection of the test's own, past the code under test. */
  readonly sql: postgres.Sql;
  close(): Promise<void>;
}

/** The server that `DATABASE_URL` names. */
export const SERVER = serverUrl("DATABASE_URL");

/** The options of {@link connectDatabase} that tests change. */
export interface TestDatabaseOptions {
  readonly port?: number;
  readonly maxConnections?: number;
  readonly poolWaitMs?: number;
}

/** Creates one. */
export async function testDatabase(
  { port = Number(SERVER.port), maxConnections = 10, poolWaitMs = 2000 }:
    TestDatabaseOptions = {},
): Promise<TestDatabase> {
  const name = `test_${crypto.randomUUID().replaceAll("-", "")}`;
  const server = postgres(SERVER.href, { max: 1, onnotice: () => {} });
  await server.unsafe(`CREATE DATABASE ${name}`);
  const own = new URL(SERVER);
  own.pathname = `/${name}`;
  const sql = postgres(own.href, { max: 1, onnotice: () => {} });
  for (const { up } of MIGRATIONS) await sql.unsafe(up);
  const database = connectDatabase({
    host: SERVER.hostname,
    port,
    database: name,
    user: decodeURIComponent(SERVER.username),
    password: decodeURIComponent(SERVER.password),
    maxConnections,
    poolWaitMs,
    clock: systemClock,
    random: Math.random,
  });
  return {
    database,
    sql,
    async close() {
      await Promise.all([database.close(), sql.end()]);
      await server.unsafe(`DROP DATABASE ${name} WITH (FORCE)`);
      await server.end();
    },
  };
}
