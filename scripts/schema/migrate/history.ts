/**
 * What a database says of its own steps: the table `schema_migrations`.
 * @module
 */

import type postgres from "postgres";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { checksumOf, numberOf, type Step } from "./step.ts";

/** A step on record. */
export interface Taken {
  readonly name: string;
  readonly checksum: string;
  readonly applied_at: Date;
}

/** Makes the table when there is none. */
export async function ensureHistory(sql: postgres.Sql): Promise<void> {
  await sql`
    CREATE TABLE IF NOT EXISTS schema_migrations (
      name       text PRIMARY KEY,
      checksum   text NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT now()
    )`;
}

/** Steps on record, in order; none where there is no table. */
export async function readHistory(
  sql: postgres.Sql,
): Promise<readonly Taken[]> {
  const [found] = await sql`SELECT to_regclass('schema_migrations') AS it`;
  if (found?.it === null) return [];
  return await sql<Taken[]>`
    SELECT name, checksum, applied_at FROM schema_migrations ORDER BY name`;
}

/** Puts a step on record. */
export async function record(
  sql: postgres.Sql | postgres.TransactionSql,
  step: Step,
): Promise<void> {
  await sql`
    INSERT INTO schema_migrations (name, checksum)
    VALUES (${step.name}, ${checksumOf(step)})`;
}

/** Takes it off again. */
export async function unrecord(
  sql: postgres.Sql | postgres.TransactionSql,
  { name }: Step,
): Promise<void> {
  await sql`DELETE FROM schema_migrations WHERE name = ${name}`;
}

/**
 * Whether history and steps agree.
 * @returns steps on record that are newer than any that is known here
 * @throws {CouldNotRun} when a step was edited, or an older one is unknown
 */
export function verify(
  history: readonly Pick<Taken, "name" | "checksum">[],
  steps: readonly Step[],
): readonly string[] {
  const known = new Map(steps.map((step) => [step.name, step]));
  const last = numberOf(steps.at(-1)?.name ?? "0000");
  const newer: string[] = [];
  for (const { name, checksum } of history) {
    const step = known.get(name);
    if (step === undefined && numberOf(name) > last) newer.push(name);
    else if (step === undefined) {
      throw new CouldNotRun(
        `Cannot migrate: the database has step ${name}, which is not known ` +
          "here; use the version that took it, or a newer one",
      );
    } else if (checksumOf(step) !== checksum) {
      throw new CouldNotRun(
        `Cannot migrate: step ${name} was edited after it was taken; ` +
          "undo the edit, and write the change as a new step",
      );
    }
  }
  return newer;
}

/**
 * Refuses a database that somebody made by hand: its tables may be those of the
 * first step, and nobody but its owner knows.
 * @throws {CouldNotRun} saying how to tell
 */
export async function refuseUnknownTables(
  sql: postgres.Sql,
  steps: readonly Step[],
): Promise<void> {
  const rows = await sql<{ readonly relname: string }[]>`
    SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
     WHERE nspname = 'public' AND relkind IN ('r', 'p')
       AND relname <> 'schema_migrations' ORDER BY relname`;
  if (rows.length === 0) return;
  const names = rows.map(({ relname }) => relname).join(", ");
  const first = steps[0]?.name ?? "0001";
  throw new CouldNotRun(
    `Cannot migrate: the database has tables (${names}) and no history; if ` +
      `they are what ${first} makes, say so: deno task migrate baseline ` +
      numberOf(first),
  );
}
