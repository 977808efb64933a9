/**
 * The product's migrations, oldest first. They travel inside the binaries, so
 * they are listed here rather than found in a folder. An applied one is never
 * edited: its checksum is on record, and the runner refuses a change.
 * @module
 */

import schemaDown from "./0001_schema.down.sql" with { type: "text" };
import schemaUp from "./0001_schema.up.sql" with { type: "text" };

/** One step of the schema. */
export interface Migration {
  /** Four digits, in order. */
  readonly id: string;
  readonly name: string;
  /** SQL that takes the step. */
  readonly up: string;
  /** SQL that takes it back. */
  readonly down: string;
}

/** All steps. */
export const MIGRATIONS: readonly Migration[] = [
  { id: "0001", name: "schema", up: schemaUp, down: schemaDown },
];
