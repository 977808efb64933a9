/**
 * Takes a database to the newest schema. Each step and the record of it are one
 * transaction: it has happened and is on record, or neither. Two that migrate
 * at once (two replicas, a person and a job) take turns.
 * @module
 */

import { createHash } from "node:crypto";
import type postgres from "postgres";
import { Umzug } from "umzug";
import type { Migration } from "../../services/events/mod.ts";
import { CouldNotRun } from "../lib/tool.ts";

/** What was done. */
export interface Migrated {
  /** Names of the steps taken now, in order. */
  readonly applied: readonly string[];
  /** How many had been taken before. */
  readonly before: number;
}

/** Any number, but always this one: who holds it migrates. */
const LOCK = 7_244_811;

/** Longest wait for somebody else's migration (ms). */
const LOCK_WAIT_MS = 60_000;

/**
 * Takes all steps that are missing.
 * @param log told each step before it is taken
 * @throws {CouldNotRun} when a step that is on record was edited since, or one
 * is on record that this version does not know
 */
export async function migrate(
  sql: postgres.Sql,
  migrations: readonly Migration[],
  log: (line: string) => void,
): Promise<Migrated> {
  await lock(sql);
  try {
    await sql`
      CREATE TABLE IF NOT EXISTS schema_migrations (
        name       text PRIMARY KEY,
        checksum   text NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT now()
      )`;
    const before = await recorded(sql);
    verify(before, migrations);
    const umzug = new Umzug({
      migrations: migrations.map((migration) => ({
        name: nameOf(migration),
        up: () => take(sql, migration, log),
      })),
      storage: {
        executed: async () => [...(await recorded(sql)).keys()],
        logMigration: () => Promise.resolve(), // take() has, in its transaction
        unlogMigration: () => Promise.resolve(),
      },
      logger: undefined,
    });
    const taken = await umzug.up().catch(unwrap);
    return { applied: taken.map(({ name }) => name), before: before.size };
  } finally {
    await sql`SELECT pg_advisory_unlock(${LOCK})`;
  }
}

/** umzug wraps what a step throws; people want what it said. */
function unwrap(error: unknown): never {
  throw error instanceof Error && error.cause instanceof CouldNotRun
    ? error.cause
    : error;
}

async function lock(sql: postgres.Sql): Promise<void> {
  await sql`SELECT set_config('lock_timeout', ${String(LOCK_WAIT_MS)}, false)`;
  await sql`SELECT pg_advisory_lock(${LOCK})`;
}

async function take(
  sql: postgres.Sql,
  migration: Migration,
  log: (line: string) => void,
): Promise<void> {
  const name = nameOf(migration);
  log(`${name} ...`);
  try {
    await sql.begin(async (transaction) => {
      await transaction.unsafe(migration.up);
      await transaction`
        INSERT INTO schema_migrations (name, checksum)
        VALUES (${name}, ${checksumOf(migration)})`;
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CouldNotRun(
      `Cannot take step ${name}: ${reason}; nothing of it was kept`,
      { cause },
    );
  }
}

/** Name and checksum of each step on record, in order. */
async function recorded(
  sql: postgres.Sql,
): Promise<ReadonlyMap<string, string>> {
  const rows = await sql<
    { readonly name: string; readonly checksum: string }[]
  >`SELECT name, checksum FROM schema_migrations ORDER BY name`;
  return new Map(rows.map(({ name, checksum }) => [name, checksum]));
}

function verify(
  before: ReadonlyMap<string, string>,
  migrations: readonly Migration[],
): void {
  const known = new Map(migrations.map((one) => [nameOf(one), one]));
  for (const [name, checksum] of before) {
    const migration = known.get(name);
    if (!migration) {
      throw new CouldNotRun(
        `Cannot migrate: the database has step ${name}, which this version ` +
          "does not know; use the version that took it, or a newer one",
      );
    }
    if (checksumOf(migration) !== checksum) {
      throw new CouldNotRun(
        `Cannot migrate: step ${name} was edited after it was taken; ` +
          "undo the edit, and write the change as a new step",
      );
    }
  }
}

function nameOf({ id, name }: Migration): string {
  return `${id}_${name}`;
}

function checksumOf({ up }: Migration): string {
  return createHash("sha256").update(up).digest("hex").slice(0, 16);
}
