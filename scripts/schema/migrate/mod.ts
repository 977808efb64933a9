/**
 * Migrating, for other tools.
 * @module
 */

import { MIGRATIONS } from "../../../services/events/mod.ts";
import { withDatabase } from "../../adapters/postgres/mod.ts";
import { migrate, type Migrated } from "./migrate.ts";
import { type Step, stepOf } from "./step.ts";

export { migrate, type Migrated, migrateDown } from "./migrate.ts";
export { inOrder, readSteps, type Step } from "./step.ts";

/** The product's own steps. */
export const PRODUCT: readonly Step[] = MIGRATIONS.map(stepOf);

/** Takes the product's database to the newest schema. */
export function migrateUp(
  databaseUrl: string,
  log: (line: string) => void,
): Promise<Migrated> {
  return withDatabase(databaseUrl, (sql) => migrate(sql, PRODUCT, { log }));
}

export { readHistory } from "./history.ts";
export { lockWatcher, seenText, type StatementSeen } from "./lock_report.ts";
export { checksumOf } from "./step.ts";
