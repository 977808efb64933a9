/**
 * A database's record of its own steps: the table `schema_migrations`. It lies
 * in the shop's schema, whatever `search_path` says, so that a changed setting
 * does not make an empty history, and then an empty shop.
 *
 * It names its format and not its server: a restored database takes its history
 * along to another one.
 * @module
 */

import type postgres from "postgres";
import { SCHEMA } from "../../adapters/postgres/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { checksumOf, numberOf, type Step } from "./step.ts";

/** A step on record. */
export interface Taken {
  readonly name: string;
  readonly checksum: string;
  readonly applied_at: Date;
}

/** The comment on the table, so that another tool's is known by it. */
export const FORMAT = "quickticket-migrations/1";

/** Without the schema, for messages. */
const TABLE = "schema_migrations";

/** Makes the table when there is none. */
export async function ensureHistory(sql: postgres.Sql): Promise<void> {
  await sql`
    CREATE TABLE IF NOT EXISTS ${sql(SCHEMA)}.schema_migrations (
      name       text PRIMARY KEY,
      checksum   text NOT NULL,
      applied_at timestamptz NOT NULL DEFAULT now()
    )`;
  await sql.unsafe(
    `COMMENT ON TABLE ${SCHEMA}.${TABLE} IS '${FORMAT}'`,
  );
}

/**
 * Steps on record, in order; none where there is no table.
 * @throws {CouldNotRun} when the table is not ours, or lies in another schema
 */
export async function readHistory(
  sql: postgres.Sql,
): Promise<readonly Taken[]> {
  await refuseForeignHistory(sql);
  const [found] = await sql`
    SELECT to_regclass(${`${SCHEMA}.${TABLE}`}) AS it`;
  if (found?.it === null) return [];
  return await sql<Taken[]>`
    SELECT name, checksum, applied_at FROM ${sql(SCHEMA)}.schema_migrations
     ORDER BY name COLLATE "C"`;
}

/** Tables of this name, wherever they are. */
interface Found {
  readonly schema: string;
  readonly columns: readonly string[];
  readonly comment: string | null;
}

async function refuseForeignHistory(sql: postgres.Sql): Promise<void> {
  const found = await sql<Found[]>`
    SELECT n.nspname AS schema, obj_description(c.oid, 'pg_class') AS comment,
           array(SELECT attname::text FROM pg_attribute
                  WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped)
             AS columns
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relname = ${TABLE} AND c.relkind IN ('r', 'p')
       AND n.nspname !~ '^pg_'`;
  const problem = foreignHistory(found);
  if (problem !== undefined) {
    throw new CouldNotRun(`Cannot migrate: ${problem}`);
  }
}

/** Columns by which a table is a history of this tool. */
const COLUMNS = ["name", "checksum", "applied_at"];

/** Why the tables of this name cannot be used; undefined: they can. */
export function foreignHistory(found: readonly Found[]): string | undefined {
  const isOurs = ({ columns }: Found): boolean =>
    COLUMNS.every((name) => columns.includes(name));
  const own = found.find(({ schema }) => schema === SCHEMA);
  if (own !== undefined && !isOurs(own)) {
    return `the table ${SCHEMA}.${TABLE} is of another tool (its columns are ` +
      `${own.columns.join(", ")}); rename it, or migrate another database`;
  }
  const comment = own?.comment ?? FORMAT;
  if (/^quickticket-migrations\//.test(comment) && comment !== FORMAT) {
    return `the history has the format ${comment}, and this program reads ` +
      `${FORMAT}; use the version that wrote it`;
  }
  const elsewhere = found.find((one) => one.schema !== SCHEMA && isOurs(one));
  if (own !== undefined || elsewhere === undefined) return undefined;
  return `the history lies in the schema ${elsewhere.schema}, and a second ` +
    `shop in ${SCHEMA} would be empty; move it: ALTER TABLE ` +
    `"${elsewhere.schema}".${TABLE} SET SCHEMA ${SCHEMA}, and the shop's ` +
    "tables likewise";
}

/**
 * Puts a step on record.
 * @param pid the session that took it: another one, after a lost connection,
 *   must not say so
 */
export async function record(
  sql: postgres.Sql,
  step: Step,
  pid: number,
): Promise<void> {
  const { count } = await sql`
    INSERT INTO ${sql(SCHEMA)}.schema_migrations (name, checksum)
    SELECT ${step.name}, ${checksumOf(step)}
     WHERE pg_backend_pid() = ${pid}`;
  if (count !== 1) throw sessionLost();
}

/** Takes it off again. */
export async function unrecord(
  sql: postgres.Sql,
  { name }: Step,
  pid: number,
): Promise<void> {
  const { count } = await sql`
    DELETE FROM ${sql(SCHEMA)}.schema_migrations
     WHERE name = ${name} AND pg_backend_pid() = ${pid}`;
  if (count !== 1) throw sessionLost();
}

function sessionLost(): Error {
  return Object.assign(new Error("the session ended in between"), {
    code: "CONNECTION_CLOSED",
  });
}

/**
 * Whether history and steps agree.
 * @returns steps on record that are newer than any that is known here
 * @throws {CouldNotRun} naming each that was edited, renamed or is not there
 */
export function verify(
  history: readonly Pick<Taken, "name" | "checksum">[],
  steps: readonly Step[],
): readonly string[] {
  const last = numberOf(steps.at(-1)?.name ?? "0000");
  const newer: string[] = [];
  const problems: string[] = [];
  for (const taken of history) {
    const step = steps.find(({ name }) => name === taken.name);
    if (step !== undefined) {
      if (checksumOf(step) !== taken.checksum) problems.push(edited(step));
      continue;
    }
    const problem = missing(taken, history, steps);
    if (problem === undefined && numberOf(taken.name) > last) {
      newer.push(taken.name);
    } else {
      problems.push(
        problem ?? `the database has step ${taken.name}, which is not known ` +
            "here; use the version that took it, or bring its file back",
      );
    }
  }
  if (problems.length === 0) return newer;
  throw new CouldNotRun(`Cannot migrate: ${problems.join("; ")}`);
}

function edited({ name }: Step): string {
  return `step ${name} was edited after it was taken; undo the edit, and write ` +
    "the change as a new step";
}

/** A file that was renamed or got another number; undefined: it is not there. */
function missing(
  { name, checksum }: Pick<Taken, "name" | "checksum">,
  history: readonly Pick<Taken, "name">[],
  steps: readonly Step[],
): string | undefined {
  const taken = new Set(history.map((one) => one.name));
  const free = steps.filter((step) => !taken.has(step.name));
  const now = free.find((step) => checksumOf(step) === checksum) ??
    free.find((step) => numberOf(step.name) === numberOf(name));
  if (now === undefined) return undefined;
  return checksumOf(now) === checksum
    ? `step ${name} was renamed to ${now.name} after it was taken; give the ` +
      "file its old name back"
    : `the database has step ${name}, but the file of that number is ` +
      `${now.name}; give one of them another number`;
}

/**
 * Refuses a database that was made by hand: its tables may be those of the
 * first step, and only its owner knows.
 * @throws {CouldNotRun} saying how to tell
 */
export async function refuseUnknownTables(
  sql: postgres.Sql,
  steps: readonly Step[],
): Promise<void> {
  const rows = await sql<{ readonly relname: string }[]>`
    SELECT relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
     WHERE nspname = ${SCHEMA} AND relkind IN ('r', 'p')
       AND relname <> ${TABLE} ORDER BY relname`;
  if (rows.length === 0) return;
  const names = rows.map(({ relname }) => relname).join(", ");
  const first = steps[0]?.name ?? "0001";
  throw new CouldNotRun(
    `Cannot migrate: the database has tables (${names}) and no history; if ` +
      `they are what ${first} makes, say so: deno task migrate baseline ` +
      numberOf(first),
  );
}
