/**
 * Takes one step, or takes it back. In a transaction it has happened and is on
 * record, or neither. Outside one it is on record last, so that a process that
 * was interrupted takes it again.
 * @module
 */

import type postgres from "postgres";
import type { Clock } from "../../../services/shared/mod.ts";
import { inTransaction, isLost } from "../../adapters/postgres/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { wordsOf } from "../../lib/text/mod.ts";
import { record, unrecord } from "./history.ts";
import type { Step } from "./step.ts";

/**
 * Called before each statement; the function that it returns is called after
 * it.
 */
export type Watcher = (statement: string) => Promise<() => Promise<void>>;

/** How patient a step is. */
export interface Patience {
  /** Longest wait for a lock before it steps aside (ms); 0: no limit. */
  readonly lockMs: number;
  /** Longest life of a statement (ms); 0: no limit. */
  readonly statementMs: number;
  /** How often it tries when it had to step aside. */
  readonly attempts: number;
}

/** Enough for changes of the catalogue; a shop must not wait longer. */
export const TIMEOUT: Patience = {
  lockMs: 3000,
  statementMs: 60_000,
  attempts: 10,
};

/** The dependencies of a step. */
export interface TakeOptions {
  readonly clock: Pick<Clock, "sleep">;
  readonly patience: Patience;
  readonly log: (line: string) => void;
  readonly watch: Watcher;
}

/** The process that takes it. */
export interface Session {
  /** One connection, which holds the turn. */
  readonly sql: postgres.Sql;
  /** Its process on the server: it ends with the connection. */
  readonly pid: number;
}

/** Wait between two attempts (ms). */
const ASIDE_MS = 500;

/** PostgreSQL: lock_not_available, by lock_timeout. */
const LOCK_NOT_AVAILABLE = "55P03";

/** Takes it. @throws {CouldNotRun} saying what was kept of it */
export async function takeStep(
  session: Session,
  step: Step,
  options: TakeOptions,
): Promise<void> {
  options.log(`${step.name} ...`);
  if (!step.transaction) await dropInvalid(session.sql, step, options.log);
  await run(session, step, "up", options);
}

/** Takes it back. @throws {CouldNotRun} saying what was kept */
export async function takeBack(
  session: Session,
  step: Step,
  options: TakeOptions,
): Promise<void> {
  options.log(`back from ${step.name} ...`);
  await run(session, step, "down", options);
}

async function run(
  { sql, pid }: Session,
  step: Step,
  way: "up" | "down",
  { clock, patience, log, watch }: TakeOptions,
): Promise<void> {
  const note = way === "up" ? record : unrecord;
  for (let attempt = 1;; attempt++) {
    let done = 0;
    const statements = async (): Promise<void> => {
      for (const statement of step[way]) {
        await watched(sql, statement, watch);
        done++;
      }
      await note(sql, step, pid);
      done++;
    };
    try {
      if (!step.transaction) {
        // Building concurrently waits for every open transaction: let it.
        await setTimeouts(sql, { ...patience, lockMs: 0, statementMs: 0 });
        return await statements();
      }
      return await inTransaction(sql, async () => {
        await setTimeouts(sql, patience);
        await statements();
      });
    } catch (cause) {
      const isAside = codeOf(cause) === LOCK_NOT_AVAILABLE;
      if (isAside && attempt < patience.attempts && step.transaction) {
        log(`${step.name} stepped aside for others, try ${attempt} ...`);
        await clock.sleep(ASIDE_MS);
        continue;
      }
      throw refusal(step, way, cause, {
        done,
        patience: isAside ? patience : undefined,
      });
    }
  }
}

async function watched(
  sql: postgres.Sql,
  statement: string,
  watch: Watcher,
): Promise<void> {
  const done = await watch(statement);
  try {
    await sql.unsafe(statement);
  } finally {
    await done();
  }
}

async function setTimeouts(
  sql: postgres.Sql,
  { lockMs, statementMs }: Patience,
): Promise<void> {
  await sql`
    SELECT set_config('lock_timeout', ${String(lockMs)}, false),
           set_config('statement_timeout', ${String(statementMs)}, false)`;
}

/** How far it came. */
interface Progress {
  /** Statements that ended well; one more when it was on record, too. */
  readonly done: number;
  /** Given when a lock was the reason. */
  readonly patience: Patience | undefined;
}

function refusal(
  step: Step,
  way: "up" | "down",
  cause: unknown,
  { done, patience }: Progress,
): CouldNotRun {
  const { name } = step;
  const what = way === "up" ? `take step ${name}` : `take ${name} back`;
  const reason = isLost(cause)
    ? `the connection to the database was lost (${wordsOf(cause)})`
    : wordsOf(cause);
  const hint = patience === undefined
    ? /cannot (?:run|be executed) (?:inside|from)/.test(reason)
      ? CONCURRENT_HINT
      : ""
    : `; another session held a lock through ${patience.attempts} tries of ` +
      `${patience.lockMs} ms: see --lock-report, or try when it is calmer`;
  return new CouldNotRun(
    `Cannot ${what}: ${reason}; ${stateAfter(step, way, cause, done)}${hint}`,
    { cause },
  );
}

const CONCURRENT_HINT = "; write: export const transaction = false, and give " +
  "such a statement an entry of its own in the list";

/** The remains of a failed step in the database. */
function stateAfter(
  step: Step,
  way: "up" | "down",
  cause: unknown,
  done: number,
): string {
  const count = step[way].length;
  const again = isLost(cause)
    ? `when the server is back, run deno task migrate ${way} again`
    : "take it again when it is repaired";
  if (step.transaction) {
    // The answer to COMMIT was lost: it may have been heard.
    return done > count
      ? "whether it was kept is not known; deno task migrate status tells"
      : `nothing of it was kept${isLost(cause) ? `; ${again}` : ""}`;
  }
  const kept = `${done} of its ${count} statements were kept`;
  const open = isLost(cause) && done < count
    ? `, and statement ${done + 1} may have been`
    : "";
  return `${kept}${open}, and it is not on record; ${again}`;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

const CONCURRENTLY =
  /create\s+(?:unique\s+)?index\s+concurrently\s+(?:if\s+not\s+exists\s+)?"?(\w+)"?/i;

/**
 * An interrupted CREATE INDEX CONCURRENTLY leaves an index that every write keeps
 * up and no read uses; IF NOT EXISTS would take it for the real one.
 */
async function dropInvalid(
  sql: postgres.Sql,
  { up }: Step,
  log: (line: string) => void,
): Promise<void> {
  for (const statement of up) {
    const index = CONCURRENTLY.exec(statement)?.[1];
    if (index === undefined) continue;
    const rows = await sql`
      SELECT 1 FROM pg_index JOIN pg_class c ON c.oid = indexrelid
       WHERE relname = ${index} AND NOT indisvalid`;
    if (rows.length === 0) continue;
    log(`${index} was left invalid by an interrupted attempt; dropping it ...`);
    await sql`DROP INDEX CONCURRENTLY IF EXISTS ${sql(index)}`;
  }
}
