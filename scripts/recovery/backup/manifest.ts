/**
 * The facts about a backup, written beside it and sealed.
 * @module
 */

import { z } from "zod";
import { fingerprintSchema } from "./fingerprint.ts";
import { propertiesSchema } from "./properties.ts";
import { rightsSchema } from "./rights.ts";

/** Version of the format. */
export const MANIFEST = "quickticket-backup/2";

/** The facts about a backup. */
export const manifestSchema = fingerprintSchema.extend({
  schema: z.literal(MANIFEST),
  /** e.g. "quickticket_20261124T015659Z" */
  id: z.string().regex(/^[A-Za-z0-9_.-]+$/),
  /** By its own name; an ID has other letters than a name may have. */
  database: z.string(),
  server: z.strictObject({
    version: z.string(),
    /** Of the server's data directory. */
    systemIdentifier: z.string(),
    /** How often it was taken back to a moment, plus one. */
    timeline: z.int().min(1),
  }),
  /**
   * One more than the newest backup of this database in its store: which one is
   * the newest must not depend on clocks, that are set back at times.
   */
  number: z.int().min(1),
  /** When the dump was complete, by the server's clock. */
  ended: z.iso.datetime(),
  /** The moment that it shows. */
  snapshot: z.strictObject({
    at: z.iso.datetime(),
    /** Position in the server's log of changes. */
    lsn: z.string(),
  }),
  /** A token that was written into the database just before; null: none was. */
  canary: z.string().nullable(),
  dump: z.strictObject({
    file: z.string(),
    bytes: z.int().min(1),
    /** Of the file as it lies there. */
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
    format: z.literal("custom"),
    encryption: z.enum(["none", "age"]),
  }),
  properties: propertiesSchema,
  rights: rightsSchema,
  /** The program that wrote it. */
  tool: z.strictObject({
    program: z.string(),
    /** SHA-256 over the files of this tool. */
    digest: z.string(),
  }),
  /** How long it took (ms). */
  ms: z.int().min(0),
});

/** The facts about a backup. */
export type Manifest = z.infer<typeof manifestSchema>;

/** Its file's name. */
export function manifestFile(id: string): string {
  return `${id}.json`;
}

/** "quickticket_20261124T015659Z": sorts by time, is a name everywhere. */
export function backupId(database: string, at: Date): string {
  const time = at.toISOString().replace(/[-:]|\.\d+/g, "");
  return `${databasePart(database)}_${time}`;
}

/** A database's name as ids have it: letters, digits and "-" alone. */
function databasePart(database: string): string {
  return database.replace(/[^A-Za-z0-9]/g, "-");
}
