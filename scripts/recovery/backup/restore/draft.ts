/**
 * The database that a backup is loaded into beside the one of now. It says of
 * itself that it is one, since a database of a person may have the same name.
 * @module
 */

import { withDatabase } from "../../../adapters/postgres/mod.ts";
import { CouldNotRun } from "../../../lib/cli/mod.ts";
import { wordsOf } from "../../../lib/text/mod.ts";
import type { Properties } from "../mod.ts";
import { type Databases, quoted } from "./swap.ts";

/** By this comment a draft is known; what is restored gets its own. */
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
    throw new CouldNotRun(
      `Cannot restore: the database ${name} would be dropped, and it is no ` +
        "draft of this tool; rename or drop it yourself",
    );
  });
  await databases.drop(name);
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
