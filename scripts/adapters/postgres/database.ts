/**
 * How tools reach PostgreSQL.
 * @module
 */

import type postgres from "postgres";
import { CouldNotRun, type Flag, url, UsageError } from "../../lib/cli/mod.ts";
import {
  addressOf,
  addressProblem,
  PROTOCOLS,
  withoutPassword,
} from "./address.ts";
import { wordsOf } from "../../lib/text/mod.ts";
import { connectTo } from "./connect.ts";
import { isLost } from "./lost.ts";

/**
 * `--database-url`, else `DATABASE_URL`. A URL that cannot be used is refused
 * here with its reason, since the general message would show the password.
 */
export const databaseUrl: Flag<string | undefined> = {
  ...url("database-url", {
    default: undefined,
    env: "DATABASE_URL",
    protocols: PROTOCOLS,
    example: "postgres://user:password@host:5432/name",
    help: "database to work on; without it the one of deno task dev",
  }),
  read: (raw) => {
    const problem = raw === "" ? "it is empty" : addressProblem(raw);
    if (problem === undefined) return raw;
    throw new UsageError(
      `Cannot use the URL of --database-url (DATABASE_URL): ${problem}`,
    );
  },
};

/** Longest wait for a connection (s). */
const CONNECT_S = 5;

/**
 * Connects, works, disconnects.
 * @throws {CouldNotRun} when the server cannot be reached or refuses
 */
export async function withDatabase<T>(
  databaseUrl: string,
  work: (sql: postgres.Sql) => Promise<T>,
): Promise<T> {
  const sql = await connectTo(databaseUrl, { connect_timeout: CONNECT_S });
  try {
    await connected(sql, databaseUrl);
    return await work(sql);
  } catch (cause) {
    if (!isLost(cause) || cause instanceof CouldNotRun) throw cause;
    throw new CouldNotRun(
      `The connection to ${withoutPassword(databaseUrl)} was lost: ` +
        `${wordsOf(cause)}. Run the command again when the server is back.`,
      { cause },
    );
  } finally {
    await sql.end({ timeout: CONNECT_S });
  }
}

async function connected(
  sql: postgres.Sql,
  databaseUrl: string,
): Promise<void> {
  try {
    await sql`SELECT 1`;
  } catch (error) {
    throw new CouldNotRun(
      `Cannot reach ${withoutPassword(databaseUrl)}: ${wordsOf(error)}\n` +
        adviceFor(error, databaseUrl),
    );
  }
}

/** SQLSTATEs of a server that asked for a password and did not like it. */
const REFUSED = ["28P01", "28000"];

function adviceFor(error: unknown, databaseUrl: string): string {
  const code = error instanceof Error && "code" in error ? error.code : "";
  if (REFUSED.includes(String(code))) {
    if (addressOf(databaseUrl).password !== "") {
      return "Check the user and the password in --database-url or " +
        "DATABASE_URL; deno task dev env prints those of this machine's shop.";
    }
    return "The URL has no password, and ~/.pgpass is not read. Write it into " +
      "DATABASE_URL.";
  }
  return "Is the database up (deno task dev)? Choose another with " +
    "--database-url or DATABASE_URL.";
}
