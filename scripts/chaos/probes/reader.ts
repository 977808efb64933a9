/**
 * The login of SQL probes. An experiment may come from someone else, so the
 * server must not take its word for anything: each run gets a role of its own
 * that can read the shop's tables and nothing else, with a password that
 * it keeps to itself. The role expires by itself when the run is killed.
 * @module
 */

import type postgres from "postgres";
import type { Clock } from "../../../services/shared/mod.ts";
import { withDatabase } from "../../adapters/postgres/mod.ts";

/** A role that can read. */
export interface Reader {
  /** The database as this role sees it; the role is made at the first call. */
  url(): Promise<string>;
  /** Removes the role; a server that cannot be reached keeps it, expired. */
  close(): Promise<void>;
}

/** The beginning of all these roles' names. */
const PREFIX = "quickticket_probe_";

/** Sessions of one run at a time: one for each probe that is due. */
const SESSIONS = 8;

/** Plans a role for the database of `databaseUrl`, if there is one. */
export function readerOf(
  databaseUrl: string | undefined,
  options: ReaderOptions,
): Reader | undefined {
  return databaseUrl === undefined ? undefined : plan(databaseUrl, options);
}

interface ReaderOptions {
  readonly runId: string;
  /** After which it is of no use any more (s). */
  readonly ttlS: number;
  readonly clock: Clock;
}

function plan(
  databaseUrl: string,
  { runId, ttlS, clock }: ReaderOptions,
): Reader {
  // PostgreSQL keeps 63 bytes of a name.
  const name = PREFIX + runId.toLowerCase().replace(/[^a-z0-9]+/g, "_")
    .slice(-(63 - PREFIX.length));
  let made: Promise<string> | undefined;
  async function make(): Promise<string> {
    const password = crypto.randomUUID();
    const until = new Date(clock.now() + ttlS * 1000).toISOString();
    await withDatabase(databaseUrl, async (sql) => {
      await removeExpired(sql);
      await sql.begin(async (sql) => {
        await sql.unsafe(
          `CREATE ROLE ${name} LOGIN NOINHERIT CONNECTION LIMIT ${SESSIONS}` +
            ` PASSWORD '${password}' VALID UNTIL '${until}'`,
        );
        await sql.unsafe(
          `ALTER ROLE ${name} SET default_transaction_read_only = on`,
        );
        await sql.unsafe(`GRANT USAGE ON SCHEMA public TO ${name}`);
        await sql.unsafe(
          `GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${name}`,
        );
      });
    });
    return Object.assign(new URL(databaseUrl), { username: name, password })
      .href;
  }
  return {
    async url() {
      made ??= make();
      try {
        return await made;
      } catch (error) {
        made = undefined; // the database may be back at the next look
        throw error;
      }
    },
    async close() {
      if (made === undefined) return;
      await withDatabase(databaseUrl, (sql) => remove(sql, name))
        .catch(() => {}); // it expires, and the next run removes it
    },
  };
}

async function removeExpired(sql: postgres.Sql): Promise<void> {
  const old = await sql<{ readonly name: string }[]>`
    SELECT rolname AS name FROM pg_roles
     WHERE starts_with(rolname, ${PREFIX}) AND rolvaliduntil < now()`;
  for (const { name } of old) {
    await remove(sql, name).catch(() => {}); // it still reads another database
  }
}

async function remove(sql: postgres.Sql, name: string): Promise<void> {
  await sql.begin(async (sql) => {
    const role = sql(name);
    await sql`REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${role}`;
    await sql`REVOKE ALL ON SCHEMA public FROM ${role}`;
    await sql`DROP ROLE ${role}`;
  });
}
