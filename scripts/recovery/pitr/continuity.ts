/**
 * Whether a server can go on with an archive where it ended. A copy of a server
 * has the identifier of the original, and a server may have thrown away what the
 * archive still needs; pg_receivewal would keep trying without a message.
 * @module
 */

import type postgres from "postgres";
import type { Server } from "../../adapters/postgres/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { namesIn, nextSegment, timelineOf } from "./segment.ts";
import { walOf } from "./wal_archive.ts";

/** A server's answers about its log of changes. */
export interface ServerLog {
  readonly timeline: number;
  /** The segment that it writes now. */
  readonly current: string;
  /** Names of the segments that it still has. */
  readonly kept: readonly string[];
}

/**
 * Why the server cannot go on where the archive ended.
 * @param needed the segment that the archive needs next
 * @returns undefined when it can
 */
export function breakIn(
  needed: string,
  { timeline, current, kept }: ServerLog,
): string | undefined {
  const archived = timelineOf(needed);
  if (timeline < archived) {
    return `it is on timeline ${archived}, and the server is on the earlier ` +
      `timeline ${timeline}`;
  }
  if (timeline > archived) return undefined; // it is followed over the change
  if (needed > current) {
    return `it needs ${needed} next, and the server writes ${current} only ` +
      "now: it is a copy from before, or was taken back";
  }
  return kept.includes(needed)
    ? undefined
    : `it needs ${needed} next, and the server has it no longer, so that the ` +
      "changes in between would be missing";
}

/** @throws {CouldNotRun} when the archive would have a gap, or two histories */
export async function refuseBreak(
  sql: postgres.Sql,
  archive: string,
  { timeline }: Server,
): Promise<void> {
  const needed = nextSegment(await namesIn(walOf(archive)));
  if (needed === undefined) return;
  const log = await serverLog(sql, timeline);
  const problem = log === undefined ? undefined : breakIn(needed, log);
  if (problem === undefined) return;
  throw new CouldNotRun(
    `Cannot go on with the archive ${archive}: ${problem}; begin another one ` +
      "with --archive, and make a copy with deno task archive base",
  );
}

/** Undefined when the user may not see it, or segments have another size. */
async function serverLog(
  sql: postgres.Sql,
  timeline: number,
): Promise<ServerLog | undefined> {
  const [may] = await sql<[{ may: boolean }]>`
    SELECT has_function_privilege('pg_ls_waldir()', 'EXECUTE')
           AND NOT pg_is_in_recovery()
           AND (SELECT setting::int FROM pg_settings
                 WHERE name = 'wal_segment_size') = 16 * 1024 * 1024 AS may`;
  if (!may.may) return undefined;
  const [row] = await sql<[{ current: string; kept: string[] }]>`
    SELECT pg_walfile_name(pg_current_wal_lsn()) AS current,
           array(SELECT name FROM pg_ls_waldir()) AS kept`;
  // Right after a switch the next one is not there yet, but is not lost.
  const next = nextSegment([row.current]) ?? row.current;
  return { timeline, current: next, kept: [...row.kept, next] };
}
