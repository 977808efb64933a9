/**
 * Which locks each statement took, for how long, and who waited for it: seen by
 * a second connection that looks while it runs.
 * @module
 */

import type postgres from "postgres";
import type { Clock } from "../../../services/shared/mod.ts";
import type { Watcher } from "./take_step.ts";

/** The observations of one statement. */
export interface StatementSeen {
  readonly statement: string;
  readonly ms: number;
  /** "AccessExclusiveLock on events", strongest of each table. */
  readonly locks: readonly string[];
  /** Most sessions that waited for it at a time. */
  readonly waiters: number;
  /** Longest wait of one of them (ms). */
  readonly longestWaitMs: number;
  /** The lock that one of them wanted. */
  readonly example: string | undefined;
}

/** How often is looked (ms). */
const LOOK_MS = 10;

/** From weak to strong. */
const MODES = [
  "AccessShareLock",
  "RowShareLock",
  "RowExclusiveLock",
  "ShareUpdateExclusiveLock",
  "ShareLock",
  "ShareRowExclusiveLock",
  "ExclusiveLock",
  "AccessExclusiveLock",
];

/**
 * Watches the session `pid`.
 * @param onEach called when a statement has ended
 */
export function lockWatcher(
  sql: postgres.Sql,
  pid: number,
  clock: Pick<Clock, "sleep" | "monotonic">,
  onEach: (seen: StatementSeen) => void,
): Watcher {
  return (statement) => {
    const began = clock.monotonic();
    const strongest = new Map<string, string>();
    let isOver = false;
    let waiters = 0;
    let longestWaitMs = 0;
    let example: string | undefined;

    async function look(): Promise<void> {
      const [locks, waiting] = await Promise.all([
        sql<{ readonly relation: string; readonly mode: string }[]>`
          SELECT relation::regclass::text AS relation, mode FROM pg_locks
           WHERE pid = ${pid} AND granted AND locktype = 'relation'
             AND relation::regclass::text !~ '^(pg_|\\d)|schema_migrations'`,
        sql<{ readonly query: string; readonly ms: number }[]>`
          SELECT query, extract(epoch FROM clock_timestamp() - query_start)::float8 * 1000 AS ms
            FROM pg_stat_activity WHERE ${pid} = ANY(pg_blocking_pids(pid))`,
      ]);
      for (const { relation, mode } of locks) {
        const before = strongest.get(relation) ?? "";
        if (MODES.indexOf(mode) > MODES.indexOf(before)) {
          strongest.set(relation, mode);
        }
      }
      waiters = Math.max(waiters, waiting.length);
      for (const { query, ms } of waiting) {
        if (ms > longestWaitMs) [longestWaitMs, example] = [ms, query];
      }
    }
    // A report that cannot be made must not hide how the statement ended.
    const glance = (): Promise<void> => look().catch(() => {});
    const looking = (async () => {
      while (!isOver) {
        await glance();
        await clock.sleep(LOOK_MS);
      }
    })();
    return Promise.resolve(async () => {
      const ms = clock.monotonic() - began;
      await glance(); // a transaction still holds what the statement took
      isOver = true;
      await looking;
      const locks = [...strongest].map(([table, mode]) =>
        `${mode} on ${table}`
      );
      onEach({ statement, ms, locks, waiters, longestWaitMs, example });
    });
  };
}

/** Watches nothing. */
export function noWatcher(): Promise<() => Promise<void>> {
  return Promise.resolve(() => Promise.resolve());
}

/** In lines for people. */
export function seenText(seen: StatementSeen): string {
  const { statement, ms, locks, waiters, longestWaitMs, example } = seen;
  const head = statement.trim().replace(/\s+/g, " ").slice(0, 90);
  return [
    `  ${head}`,
    `    ${ms.toFixed(0)} ms; ${locks.join(", ") || "no lock was seen"}`,
    waiters === 0
      ? "    no session waited for it"
      : `    ${waiters} waited, up to ${longestWaitMs.toFixed(0)} ms, e.g. ` +
        (example ?? "").trim().replace(/\s+/g, " ").slice(0, 70),
  ].join("\n");
}
