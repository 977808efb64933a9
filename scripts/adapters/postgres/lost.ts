/**
 * A connection that ends in the middle of work: the server died, an
 * administrator ended the session, or the network went.
 * @module
 */

import type postgres from "postgres";

/** Of the driver and of sockets; 57P01 to 57P05 are the server's own. */
const LOST =
  /^(CONNECTION_(?:CLOSED|ENDED|DESTROYED)|CONNECT_TIMEOUT|E(?:CONN|PIPE|HOST|NET)\w*|57P0[1-5]|08\w{3})$/;

/** Whether an error, or what caused it, is the loss of the connection. */
export function isLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ("code" in error && LOST.test(String(error.code))) ||
    isLost(error.cause);
}

/**
 * Works in a transaction of a connection of one's own. The driver's `begin`
 * sends a ROLLBACK into a connection that is gone, and that ends the process.
 * @param sql a client with one connection
 */
export async function inTransaction<T>(
  sql: postgres.Sql,
  work: () => Promise<T>,
): Promise<T> {
  await sql`BEGIN`;
  let result: T;
  try {
    result = await work();
  } catch (error) {
    // A lost one has been rolled back by the server; the first error counts.
    if (!isLost(error)) await sql`ROLLBACK`.catch(() => {});
    throw error;
  }
  await sql`COMMIT`;
  return result;
}
