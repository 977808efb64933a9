/**
 * Brings the tables and the six events of the seed into a database.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import { migrateUp } from "../../schema/migrate/mod.ts";
import { seed } from "../../schema/seed/mod.ts";

/**
 * Migrates up and seeds; both do nothing when nothing is missing.
 * @throws {CouldNotRun} when the server cannot be reached, or refuses
 */
export async function prepareDatabase(
  databaseUrl: string,
  note: (text: string) => void,
): Promise<void> {
  try {
    await migrateUp(databaseUrl, note);
    await seed(databaseUrl);
  } catch (error) {
    if (error instanceof CouldNotRun) throw error; // says it all
    const reason = error instanceof Error ? error.message : String(error);
    throw new CouldNotRun(`Cannot prepare the database: ${reason}`);
  }
}
