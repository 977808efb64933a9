/**
 * The database that a backup is loaded into beside the one of now. It says of
 * itself that it is one, since a database of a person may have the same name.
 * @module
 */

import { withDatabase } from "../../../adapters/postgres/mod.ts";
import { CouldNotRun } from "../../../lib/cli/mod.ts";
import { wordsOf } from "../../../lib/text/mod.ts";
import type { Manifest, Properties } from "../mod.ts";
import { type Databases, quoted } from "./swap.ts";

/** By this comment a draft is known; its own comes with the swap. */
const DRAFT = "draft of deno task restore";

/**
 * Drops what an attempt that was interrupted left.
 * @throws {CouldNotRun} when a database of this name is no draft
 */
export async function dropDraft(
  databases: Databases,
  name: string,
): Promise<void> {
  await withDatabase(databases.admin, async (sql) => {
    const [found] = await sql<[{ readonly comment: string | null }?]>`
      SELECT shobj_description(oid, 'pg_database') AS comment
        FROM pg_database WHERE datname = ${name}`;
    if (found === undefined || found.comment === DRAFT) return;
    // A tool that was killed after CREATE DATABASE could not say so any more.
    if (found.comment === null && await isEmpty(databases, name)) return;
    throw new CouldNotRun(
      `Cannot restore: the database ${name} would be dropped, and it is no ` +
        "draft of this tool; rename or drop it yourself",
    );
  });
  await databases.drop(name);
}

/** It stays known as a draft until it takes the place of another. */
export function asDraft(manifest: Manifest): Manifest {
  const properties = { ...manifest.properties, comment: DRAFT };
  return { ...manifest, properties };
}

/** Whether it has nothing that a person could miss. */
async function isEmpty(databases: Databases, name: string): Promise<boolean> {
  return await withDatabase(databases.urlOf(name), async (sql) => {
    const rows = await sql`
      SELECT FROM pg_namespace n
       WHERE nspname <> 'information_schema' AND nspname NOT LIKE 'pg\\_%'
         AND (nspname <> 'public'
           OR EXISTS (SELECT FROM pg_class WHERE relnamespace = n.oid)
           OR EXISTS (SELECT FROM pg_proc WHERE pronamespace = n.oid))
       LIMIT 1`;
    return rows.length === 0;
  });
}

/**
 * Makes a database with encoding and collation of the one that was backed up.
 * @returns what could not be had, with the reason
 */
export async function madeLike(
  databases: Databases,
  name: string,
  properties: Properties,
): Promise<readonly string[]> {
  let refused: readonly string[] = [];
  try {
    await databases.create(name, properties);
  } catch (error) {
    refused = [
      `encoding ${properties.encoding} and collation ${properties.collate} ` +
      `(${wordsOf(error)})`,
    ];
    await databases.create(name);
  }
  await withDatabase(databases.admin, async (sql) => {
    await sql.unsafe(`COMMENT ON DATABASE ${quoted(name)} IS '${DRAFT}'`);
  });
  return refused;
}
