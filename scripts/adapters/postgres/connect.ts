/**
 * A connection of a tool's own.
 * @module
 */

import type postgres from "postgres";

/** Options of postgres.js; one connection and no notices by default. */
export type ConnectOptions = postgres.Options<
  Record<string, postgres.PostgresType>
>;

/**
 * Connects as soon as the first statement is sent; the caller calls `end`.
 * The driver is loaded here and not at the top, because it reads the process's
 * user when it loads, and most commands never connect.
 */
export async function connectTo(
  databaseUrl: string,
  options: ConnectOptions = {},
): Promise<postgres.Sql> {
  const { default: connect } = await import("postgres");
  return connect(databaseUrl, { max: 1, onnotice: () => {}, ...options });
}
