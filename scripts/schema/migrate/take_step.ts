/**
 * Takes one step, or takes it back. In a transaction it has happened and is on
 * record, or neither. Outside one it is on record last, so that whoever was
 * interrupted takes it again.
 * @module
 */

import type postgres from "postgres";
import type { Clock } from "../../../services/shared/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { record, unrecord } from "./history.ts";
import type { Step } from "./step.ts";

/** Told before each statement; what it gives is called after it. */
export type Watcher = (statement: string) => Promise<() => Promise<void>>;

/** How patient a step is. */
export interface Patience {
  /** Longest wait for a lock before it steps aside (ms); 0: for ever. */
  readonly lockMs: number;
  /** Longest life of a statement (ms); 0: for ever. */
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

/** What a step needs. */
export interface TakeOptions {
  readonly clock: Pick<Clock, "sleep">;
  readonly patience: Patience;
  readonly log: (line: string) => void;
  readonly watch: Watcher;
}

/** Wait between two attempts (ms). */
const ASIDE_MS = 500;

/** PostgreSQL: lock_not_available, by lock_timeout. */
const LOCK_NOT_AVAILABLE = "55P03";

/** Takes it. @throws {CouldNotRun} saying what was kept of it */
export async function takeStep(
  sql: postgres.Sql,
  step: Step,
  options: TakeOptions,
): Promise<void> {
  options.log(`${step.name} ...`);
  if (!step.transaction) await dropInvalid(sql, step, options.log);
  await run(sql, step, "up", options);
}

/** Takes it back. @throws {CouldNotRun} when it has no way back */
export async function takeBack(
  sql: postgres.Sql,
  step: Step,
  options: TakeOptions,
): Promise<void> {
  if (step.down.length === 0) {
    throw new CouldNotRun(
      `Cannot take ${step.name} back: it has no down; write one, or restore a ` +
        "backup",
    );
  }
  options.log(`back from ${step.name} ...`);
  await run(sql, step, "down", options);
}

async function run(
  sql: postgres.Sql,
  step: Step,
  way: "up" | "down",
  { clock, patience, log, watch }: TakeOptions,
): Promise<void> {
  const note = way === "up" ? record : unrecord;
  for (let attempt = 1;; attempt++) {
    try {
      if (!step.transaction) {
        // Building concurrently waits for everybody who is there: let it.
        await setTimeouts(sql, { ...patience, lockMs: 0, statementMs: 0 });
        for (const statement of step[way]) await watched(sql, statement, watch);
        return await note(sql, step);
      }
      return await sql.begin(async (transaction) => {
        await setTimeouts(transaction, patience);
        for (const statement of step[way]) {
          await watched(transaction, statement, watch);
        }
        await note(transaction, step);
      });
    } catch (cause) {
      const isAside = codeOf(cause) === LOCK_NOT_AVAILABLE;
      if (isAside && attempt < patience.attempts) {
        log(`${step.name} stepped aside for others, try ${attempt} ...`);
        await clock.sleep(ASIDE_MS);
        continue;
      }
      throw refusal(step, way, cause, isAside ? patience : undefined);
    }
  }
}

async function watched(
  sql: postgres.Sql | postgres.TransactionSql,
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
  sql: postgres.Sql | postgres.TransactionSql,
  { lockMs, statementMs }: Patience,
): Promise<void> {
  await sql`
    SELECT set_config('lock_timeout', ${String(lockMs)}, false),
           set_config('statement_timeout', ${String(statementMs)}, false)`;
}

function refusal(
  { name, transaction }: Step,
  way: "up" | "down",
  cause: unknown,
  patience: Patience | undefined,
): CouldNotRun {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const what = way === "up" ? `take step ${name}` : `take ${name} back`;
  const kept = transaction
    ? "nothing of it was kept"
    : "statements before that one were kept; take it again when it is repaired";
  const hint = patience === undefined
    ? /cannot run inside a transaction/.test(reason)
      ? "; write: export const transaction = false"
      : ""
    : `; somebody held a lock through ${patience.attempts} tries of ` +
      `${patience.lockMs} ms: see --lock-report, or try when it is calmer`;
  return new CouldNotRun(`Cannot ${what}: ${reason}; ${kept}${hint}`, {
    cause,
  });
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
