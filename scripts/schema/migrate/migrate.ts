/**
 * Takes a database to a step. Each step and the record of it are one transaction
 * where that is possible. Two that migrate at once (two replicas, a person and a
 * job) take turns, and the second finds it done.
 * @module
 */

import type postgres from "postgres";
import { inTransaction } from "../../adapters/postgres/mod.ts";
import { type Clock, systemClock } from "../../../services/shared/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { ensureHistory, readHistory, record } from "./history.ts";
import { noWatcher } from "./lock_report.ts";
import { stepNamed } from "./choose_steps.ts";
import { type Back, type Plan, planDown, planUp } from "./plan.ts";
import type { Step } from "./step.ts";
import {
  type Session,
  takeBack,
  type TakeOptions,
  takeStep,
  TIMEOUT,
} from "./take_step.ts";

/** The steps that were done. */
export interface Migrated {
  /** Names of the steps taken now, in order. */
  readonly applied: readonly string[];
  /** How many had been taken before. */
  readonly before: number;
}

/** How it is done; all have a default. */
export interface MigrateOptions extends Partial<TakeOptions> {
  /** Number or name of the last step to take; all by default. */
  readonly to?: string;
}

/** Any number, but always this one: who holds it migrates. */
const LOCK = 7_244_811;

/** Longest wait for another process's migration (ms). */
const LOCK_WAIT_MS = 60_000;

/** Between two questions whether it is done (ms). */
const LOCK_ASK_MS = 100;

/**
 * Takes all steps that are missing.
 * @throws {CouldNotRun} when history and steps disagree, or one fails
 */
export async function migrate(
  sql: postgres.Sql,
  steps: readonly Step[],
  { to, ...given }: MigrateOptions = {},
): Promise<Migrated> {
  const { steps: taken, before } = await carryOut(
    sql,
    () => planUp(sql, steps, to),
    given,
  );
  return { applied: namesOf(taken), before };
}

/**
 * Takes steps back, the newest first.
 * @returns their names
 */
export async function migrateDown(
  sql: postgres.Sql,
  steps: readonly Step[],
  { count, to, ...given }: MigrateOptions & Back,
): Promise<readonly string[]> {
  const back = {
    ...count === undefined ? {} : { count },
    ...to === undefined ? {} : { to },
  };
  const plan = await carryOut(sql, () => planDown(sql, steps, back), given);
  return namesOf(plan.steps);
}

/**
 * Does what a plan says. It is made when the turn has come, since the process
 * that was waited for may have done it.
 * @returns the plan, when all of it is done
 */
export async function carryOut(
  sql: postgres.Sql,
  planned: () => Promise<Plan>,
  given: Partial<TakeOptions>,
): Promise<Plan> {
  const options = withDefaults(given);
  return await inTurn(sql, options, async (session) => {
    const plan = await planned();
    for (const note of plan.notes) options.log(note);
    if (plan.way === "up") await ensureHistory(sql);
    const act = plan.way === "up" ? takeStep : takeBack;
    for (const step of plan.steps) await act(session, step, options);
    return plan;
  });
}

function namesOf(steps: readonly Step[]): readonly string[] {
  return steps.map(({ name }) => name);
}

/**
 * Records that another tool took the steps; nothing runs.
 * @returns their names
 * @throws {CouldNotRun} when there is a history already
 */
export async function baseline(
  sql: postgres.Sql,
  steps: readonly Step[],
  to: string,
): Promise<readonly string[]> {
  const last = stepNamed(steps, to).name;
  return await inTurn(sql, withDefaults({}), async ({ pid }) => {
    const history = await readHistory(sql);
    if (history.length > 0) {
      throw new CouldNotRun(
        `Cannot set a baseline: the database has a history of ${history.length} ` +
          "steps, the last is " + (history.at(-1)?.name ?? "") +
          "; deno task migrate up goes on from there",
      );
    }
    const chosen = steps.filter(({ name }) => name <= last);
    await inTransaction(sql, async () => {
      await ensureHistory(sql);
      for (const step of chosen) await record(sql, step, pid);
    });
    return namesOf(chosen);
  });
}

function withDefaults(given: Partial<TakeOptions>): TakeOptions {
  return {
    clock: systemClock,
    patience: TIMEOUT,
    log: () => {},
    watch: noWatcher,
    ...given,
  };
}

async function inTurn<T>(
  sql: postgres.Sql,
  { log, clock }: Pick<TakeOptions, "log" | "clock">,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const pid = await takeTurn(sql, log, clock);
  try {
    return await work({ sql, pid });
  } finally {
    // A connection that was lost has given its lock back.
    await sql`SELECT pg_advisory_unlock(${LOCK}) WHERE pg_backend_pid() = ${pid}`
      .catch(() => {});
  }
}

/**
 * Takes the turn, and says which session has it.
 *
 * Asks again and again instead of waiting inside one statement: an index that is
 * built concurrently waits for every statement that began before it, so that
 * a transaction that waits for its builder would never end.
 */
async function takeTurn(
  sql: postgres.Sql,
  log: (line: string) => void,
  clock: Pick<Clock, "sleep">,
): Promise<number> {
  for (let waited = 0; waited <= LOCK_WAIT_MS; waited += LOCK_ASK_MS) {
    const [got] = await sql<[{ it: boolean; pid: number }]>`
      SELECT pg_try_advisory_lock(${LOCK}) AS it, pg_backend_pid() AS pid`;
    if (got.it) return got.pid;
    if (waited === 0) log("another process is migrating; waiting ...");
    await clock.sleep(LOCK_ASK_MS);
  }
  throw new CouldNotRun(
    `Cannot migrate: another process has been migrating for ${
      LOCK_WAIT_MS / 1000
    } s; is that process still alive?`,
  );
}
