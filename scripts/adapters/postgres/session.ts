/**
 * Sessions of the shop's database that carry a run's name: they hold a lock,
 * and are ended by that name, from any process.
 * @module
 */

import { connectTo } from "./connect.ts";

/** Longest wait for a connection (s). */
const CONNECT_S = 3;

/**
 * Longest wait for the lock itself (ms): in a queue it blocks every session.
 */
const LOCK_WAIT_MS = 5000;

/**
 * Takes a lock that keeps out every other session, and keeps it. It ends with
 * this process, with {@link endSessions}, and after `ttlS` seconds at the
 * latest.
 */
export async function lockTable(
  databaseUrl: string,
  { table, application, ttlS }: {
    readonly table: string;
    readonly application: string;
    readonly ttlS: number;
  },
): Promise<void> {
  const sql = await connectTo(databaseUrl, {
    connect_timeout: CONNECT_S,
    // PostgreSQL keeps 63 bytes of a name.
    connection: { application_name: nameOf(application) },
    onclose: () => void sql.end({ timeout: 0 }),
  });
  try {
    const session = await sql.reserve();
    await session`BEGIN`;
    await session`SELECT
      set_config('lock_timeout', ${String(LOCK_WAIT_MS)}, true),
      set_config('idle_in_transaction_session_timeout',
                 ${String(ttlS * 1000)}, true)`;
    await session`LOCK TABLE ${session(table)} IN ACCESS EXCLUSIVE MODE`;
  } catch (error) {
    await sql.end({ timeout: 0 });
    throw error;
  }
}

/** Ends all sessions of a name. @returns how many, in words */
export async function endSessions(
  databaseUrl: string,
  application: string,
): Promise<string> {
  const sql = await connectTo(databaseUrl, { connect_timeout: CONNECT_S });
  try {
    const ended = await sql`
      SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = ${nameOf(application)}
         AND pid <> pg_backend_pid()`;
    return `${ended.length} sessions ended`;
  } finally {
    await sql.end({ timeout: CONNECT_S });
  }
}

function nameOf(application: string): string {
  return application.slice(0, 63);
}
