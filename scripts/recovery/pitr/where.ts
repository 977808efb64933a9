/**
 * The common parts of the archive's commands.
 * @module
 */

import type postgres from "postgres";
import { type Flag, text } from "../../lib/cli/mod.ts";
import {
  type Clients,
  findClients,
  installedWith,
} from "../../adapters/postgres/mod.ts";

/** `--archive`, else `BACKUP_ARCHIVE`. */
export const archiveFlag: Flag<string> = text("archive", {
  default: "backups/archive",
  env: "BACKUP_ARCHIVE",
  placeholder: "DIR",
  help: "where copies and the log of changes lie",
});

/** By this name the server knows who follows it, and keeps what he misses. */
export const SLOT = "quickticket_archive";

/** The parts that an archive is made with. */
const PROGRAMS = ["pg_basebackup", "pg_receivewal", "pg_verifybackup"];

/** Installed ones alone: those in a container would write into it. */
export async function serverClients(
  sql: postgres.Sql,
  databaseUrl: string,
): Promise<Clients> {
  return await findClients(sql, databaseUrl, [
    (server) => installedWith(PROGRAMS, server),
  ]);
}
