/**
 * How tools reach PostgreSQL.
 * @module
 */

import type postgres from "postgres";
import { CouldNotRun, type Flag, url } from "../../lib/cli/mod.ts";
import { connectTo } from "./connect.ts";

/** `--database-url`, else `DATABASE_URL`. */
export const databaseUrl: Flag<string | undefined> = url("database-url", {
  default: undefined,
  env: "DATABASE_URL",
  protocols: ["postgres", "postgresql"],
  example: "postgres://user:password@host:5432/name",
  help: "database to work on; without it the one of deno task dev",
});

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
    const reason = error instanceof Error ? error.message : String(error);
    throw new CouldNotRun(
      `Cannot reach ${withoutPassword(databaseUrl)}: ${reason}\n` +
        "Is the database up (deno task dev)? Choose another with " +
        "--database-url or DATABASE_URL.",
    );
  }
}

/** A URL as people may see it. */
export function withoutPassword(databaseUrl: string): string {
  const shown = new URL(databaseUrl);
  if (shown.password !== "") shown.password = "***";
  return shown.href;
}
