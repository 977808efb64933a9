/**
 * Migrating, for other tools.
 * @module
 */

import { MIGRATIONS } from "../../services/events/mod.ts";
import { withDatabase } from "../lib/database.ts";
import { migrate, type Migrated } from "./migrate.ts";

export { migrate, type Migrated } from "./migrate.ts";

/** Takes the product's database to the newest schema. */
export function migrateUp(
  databaseUrl: string,
  log: (line: string) => void,
): Promise<Migrated> {
  return withDatabase(databaseUrl, (sql) => migrate(sql, MIGRATIONS, log));
}
