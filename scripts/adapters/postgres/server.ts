/**
 * Which PostgreSQL server this is, and waiting until one speaks.
 * @module
 */

import type postgres from "postgres";
import { poll } from "../../lib/wait/mod.ts";
import { connectTo } from "./connect.ts";
import type { Clock } from "../../../services/shared/mod.ts";
import { withoutPassword } from "./address.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";

/** A server's description of itself. */
export interface Server {
  /** e.g. "17.5" */
  readonly version: string;
  /** e.g. 17 */
  readonly major: number;
  /** Given when its data directory was made: two servers never share one. */
  readonly systemIdentifier: string;
  /** It goes up by one each time the server is taken back to a moment. */
  readonly timeline: number;
}

/** Asks it. */
export async function readServer(sql: postgres.Sql): Promise<Server> {
  const [row] = await sql<[{ version: string; id: string; timeline: number }]>`
    SELECT current_setting('server_version') AS version,
           system_identifier::text AS id,
           CASE WHEN pg_is_in_recovery()
                THEN (SELECT timeline_id FROM pg_control_checkpoint())
                ELSE ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))
                     ::bit(32)::int
           END AS timeline
      FROM pg_control_system()`;
  const version = row.version.split(" ")[0] ?? "";
  return {
    version,
    major: Number(version.split(".")[0]),
    systemIdentifier: row.id,
    timeline: row.timeline,
  };
}

/** Between two tries (ms). */
const AGAIN_MS = 100;

/**
 * Waits until the server answers a query: one that accepts connections may
 * still be starting up, and a pod that is Ready may not be the one you mean.
 * @throws {CouldNotRun} when it does not within `withinMs`
 */
export async function untilItSpeaks(
  databaseUrl: string,
  { clock, withinMs }: { readonly clock: Clock; readonly withinMs: number },
): Promise<void> {
  let reason: string | undefined;
  const speaks = await poll(async () => {
    reason = await refusal(databaseUrl);
    return reason === undefined;
  }, { clock, withinMs, everyMs: AGAIN_MS });
  if (speaks) return;
  throw new CouldNotRun(
    `Cannot reach ${withoutPassword(databaseUrl)} within ` +
      `${withinMs / 1000} s: ${reason}. Start it (deno task dev), or choose ` +
      "another with --database-url or DATABASE_URL",
  );
}

async function refusal(databaseUrl: string): Promise<string | undefined> {
  const sql = await connectTo(databaseUrl, { connect_timeout: 2 });
  try {
    await sql`SELECT 1`;
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await sql.end({ timeout: 1 });
  }
}
