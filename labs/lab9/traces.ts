/**
 * The traces of a restore: orders that were sold one by one were written by
 * as many transactions, and orders that came out of a dump by one.
 * @module
 */

import type postgres from "postgres";
import {
  type GoodBackup,
  hasCanary,
} from "../../scripts/recovery/backup/mod.ts";

/** The part of a backup that the live database has. */
export interface Trace {
  /** The backup. */
  readonly id: string;
  /** `system_identifier` of the server that it was taken of. */
  readonly server: string;
  /** Orders that it holds. */
  readonly orders: number;
  /** Whether its token is on the live database. */
  readonly hasCanary: boolean;
  /** Orders of the live database from before the moment it shows. */
  readonly there: number;
  /** Transactions that wrote those. */
  readonly writers: number;
}

/** The part of each that the live database has. */
export async function tracesOf(
  sql: postgres.Sql,
  backups: readonly GoodBackup[],
): Promise<readonly Trace[]> {
  const [table] = await sql`SELECT to_regclass('public.orders') AS it`;
  if (table?.it === null) return [];
  const traces: Trace[] = [];
  for (const { id, manifest } of backups) {
    const { canary, snapshot, tables } = manifest;
    const [row] = await sql<[{ there: number; writers: number }]>`
      SELECT count(*)::int AS there, count(DISTINCT xmin::text)::int AS writers
        FROM orders WHERE created_at <= ${new Date(snapshot.at)}`;
    traces.push({
      id,
      server: manifest.server.systemIdentifier,
      orders: tables.find(({ name }) => name === "public.orders")?.rows ?? 0,
      hasCanary: canary !== null && await hasCanary(sql, canary),
      ...row,
    });
  }
  return traces;
}
