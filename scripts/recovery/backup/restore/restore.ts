/**
 * Restores a backup and proves that what is there now is what was there then.
 * @module
 */

import type postgres from "postgres";
import {
  applyStatements,
  type Bytes,
  differences,
  fingerprintOf,
  hasCanary,
  localeDifferences,
  type Manifest,
  propertyStatements,
  readProperties,
} from "../mod.ts";
import {
  type Clients,
  runClient,
  withDatabase,
} from "../../../adapters/postgres/mod.ts";
import { CouldNotRun } from "../../../lib/cli/mod.ts";

/**
 * Loads a dump into an empty database, all of it or nothing. Owners and rights
 * follow by {@link giveRights}: pg_restore would stop at a role that is missing.
 */
export async function loadDump(
  databaseUrl: string,
  dump: Bytes,
  clients: Clients,
): Promise<void> {
  const { output, ended } = runClient(
    clients.invocation("pg_restore", [
      ...["--no-owner", "--no-privileges", "--no-password"],
      ...["--single-transaction", "--exit-on-error"],
    ], databaseUrl),
    dump,
  );
  await Promise.all([output.cancel(), ended.catch(explained)]);
}

/** A policy names roles, and is part of the structure. */
function explained(error: unknown): never {
  if (!(error instanceof CouldNotRun)) throw error;
  const role = /role "(.+)" does not exist/.exec(error.message)?.[1];
  if (role === undefined) throw error;
  throw new CouldNotRun(
    `${error.message}\nRoles belong to the server and are in no backup: ` +
      `CREATE ROLE "${role}", and restore again`,
    { cause: error },
  );
}

/**
 * Gives the restored database its owners, rights, settings and comment.
 * @param name how the database is called now
 * @returns what was left out, with the reason
 */
export async function giveRights(
  sql: postgres.Sql,
  name: string,
  { rights, properties }: Manifest,
): Promise<readonly string[]> {
  const found = await readProperties(sql);
  return [
    ...localeDifferences(properties, found),
    ...await applyStatements(sql, [
      ...rights.statements,
      ...propertyStatements(name, properties),
    ]),
  ];
}

/** Counts again what queries are planned by: a new table seems empty. */
export async function analyze(databaseUrl: string): Promise<void> {
  await withDatabase(databaseUrl, (sql) => sql`ANALYZE`);
}

/**
 * Whether the database holds what the manifest says.
 * @returns each difference in words; none when it does
 */
export async function restoreProblems(
  sql: postgres.Sql,
  manifest: Manifest,
): Promise<readonly string[]> {
  const found = await fingerprintOf(sql);
  const { structure, volume } = differences(manifest, found);
  const { canary } = manifest;
  const isThere = canary === null || await hasCanary(sql, canary);
  return [
    ...structure,
    ...volume,
    ...isThere ? [] : [`the canary ${canary} is missing`],
  ];
}

/** Tables that are there already, besides those of an empty database. */
export async function tablesIn(
  databaseUrl: string,
): Promise<readonly string[]> {
  return await withDatabase(databaseUrl, async (sql) => {
    const rows = await sql<{ readonly name: string }[]>`
      SELECT n.nspname || '.' || c.relname AS name
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname !~ '^pg_'
         AND n.nspname <> 'information_schema' ORDER BY name`;
    return rows.map(({ name }) => name);
  });
}

/** @throws {CouldNotRun} when the database is another than the backup's */
export function refuseDifferences(
  problems: readonly string[],
  { id }: Manifest,
): void {
  if (problems.length === 0) return;
  throw new CouldNotRun(
    `Restored ${id}, but it is not what was backed up:\n` +
      problems.slice(0, 10).map((words) => `  ${words}`).join("\n"),
  );
}
