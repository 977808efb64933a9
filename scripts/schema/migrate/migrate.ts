/**
 * Takes a database to a step. Each step and the record of it are one transaction
 * where that is possible. Two that migrate at once (two replicas, a person and a
 * job) take turns, and the second finds it done.
 * @module
 */

import type postgres from "postgres";
import type { Umzug } from "umzug";
import { type Clock, systemClock } from "../../../services/shared/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import {
  ensureHistory,
  readHistory,
  record,
  refuseUnknownTables,
  verify,
} from "./history.ts";
import { noWatcher } from "./lock_report.ts";
import { stepNamed, stepsToTake, stepsToTakeBack } from "./choose_steps.ts";
import type { Step } from "./step.ts";
import { takeBack, type TakeOptions, takeStep, TIMEOUT } from "./take_step.ts";

/** What was done. */
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

/** Longest wait for somebody else's migration (ms). */
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
  const options = withDefaults(given);
  return await inTurn(sql, options, async () => {
    const history = await readHistory(sql);
    const newer = verify(history, steps);
    if (newer.length > 0) {
      options.log(
        `the database is newer than this program: ${newer.join(", ")}`,
      );
    }
    if (history.length === 0) await refuseUnknownTables(sql, steps);
    await ensureHistory(sql);
    const umzug = await umzugOf(sql, steps, options);
    const names = stepsToTake(history, steps, to).map(({ name }) => name);
    const taken = await umzug.up({ migrations: names }).catch(unwrap);
    return { applied: taken.map(({ name }) => name), before: history.length };
  });
}

/**
 * Takes steps back, the newest first.
 * @param count how many; `to` instead: until that one is the newest
 * @returns their names
 */
export async function migrateDown(
  sql: postgres.Sql,
  steps: readonly Step[],
  { count = 1, to, ...given }: MigrateOptions & { readonly count?: number },
): Promise<readonly string[]> {
  const options = withDefaults(given);
  return await inTurn(sql, options, async () => {
    const history = await readHistory(sql);
    const names = stepsToTakeBack(history, steps, {
      count,
      ...to === undefined ? {} : { to },
    }).map(({ name }) => name);
    if (names.length === 0) return [];
    const umzug = await umzugOf(sql, steps, options);
    const undone = await umzug.down({ migrations: names }).catch(unwrap);
    return undone.map(({ name }) => name);
  });
}

/**
 * Says that steps were taken by somebody else: nothing runs.
 * @returns their names
 * @throws {CouldNotRun} when there is a history already
 */
export async function baseline(
  sql: postgres.Sql,
  steps: readonly Step[],
  to: string,
): Promise<readonly string[]> {
  const last = stepNamed(steps, to).name;
  return await inTurn(sql, withDefaults({}), async () => {
    const history = await readHistory(sql);
    if (history.length > 0) {
      throw new CouldNotRun(
        `Cannot set a baseline: the database has a history of ${history.length} ` +
          "steps, the last is " + (history.at(-1)?.name ?? "") +
          "; deno task migrate up goes on from there",
      );
    }
    const chosen = steps.filter(({ name }) => name <= last);
    await sql.begin(async (transaction) => {
      await ensureHistory(transaction as unknown as postgres.Sql); // same tag
      for (const step of chosen) await record(transaction, step);
    });
    return chosen.map(({ name }) => name);
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

async function umzugOf(
  sql: postgres.Sql,
  steps: readonly Step[],
  options: TakeOptions,
): Promise<Umzug> {
  // Loaded when there is something to migrate: it reads the environment.
  const { Umzug } = await import("umzug");
  return new Umzug({
    migrations: steps.map((step) => ({
      name: step.name,
      up: () => takeStep(sql, step, options),
      down: () => takeBack(sql, step, options),
    })),
    storage: {
      executed: async () => (await readHistory(sql)).map(({ name }) => name),
      logMigration: () => Promise.resolve(), // takeStep has
      unlogMigration: () => Promise.resolve(),
    },
    logger: undefined,
  });
}

/** umzug wraps what a step throws; people want what it said. */
function unwrap(error: unknown): never {
  throw error instanceof Error && error.cause instanceof CouldNotRun
    ? error.cause
    : error;
}

async function inTurn<T>(
  sql: postgres.Sql,
  { log, clock }: Pick<TakeOptions, "log" | "clock">,
  work: () => Promise<T>,
): Promise<T> {
  await takeTurn(sql, log, clock);
  try {
    return await work();
  } finally {
    await sql`SELECT pg_advisory_unlock(${LOCK})`;
  }
}

/**
 * Asks again and again instead of waiting inside one statement: an index that is
 * built concurrently waits for every statement that began before it, so that
 * whoever waits for its builder in one would wait for ever.
 */
async function takeTurn(
  sql: postgres.Sql,
  log: (line: string) => void,
  clock: Pick<Clock, "sleep">,
): Promise<void> {
  for (let waited = 0; waited <= LOCK_WAIT_MS; waited += LOCK_ASK_MS) {
    const [got] = await sql`SELECT pg_try_advisory_lock(${LOCK}) AS it`;
    if (got?.it === true) return;
    if (waited === 0) log("somebody else is migrating; waiting ...");
    await clock.sleep(LOCK_ASK_MS);
  }
  throw new CouldNotRun(
    `Cannot migrate: somebody else has been at it for ${
      LOCK_WAIT_MS / 1000
    } s; is that process still alive?`,
  );
}
