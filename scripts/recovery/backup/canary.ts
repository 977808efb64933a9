/**
 * A token that is written just before a backup: what was restored has it, or is
 * no restore of this backup.
 * @module
 */

import type postgres from "postgres";

/** Writes one. @returns it */
export async function writeCanary(sql: postgres.Sql): Promise<string> {
  const token = crypto.randomUUID();
  await sql`SELECT set_config('client_min_messages', 'warning', false)`;
  await sql`CREATE SCHEMA IF NOT EXISTS backup`;
  await sql`
    CREATE TABLE IF NOT EXISTS backup.canary (
      token text PRIMARY KEY, written_at timestamptz NOT NULL DEFAULT now())`;
  await sql`
    DELETE FROM backup.canary WHERE written_at < now() - interval '30 days'`;
  await sql`INSERT INTO backup.canary (token) VALUES (${token})`;
  return token;
}

/** Whether it is there. */
export async function hasCanary(
  sql: postgres.Sql,
  token: string,
): Promise<boolean> {
  const [table] = await sql`SELECT to_regclass('backup.canary') AS it`;
  if (table?.it === null) return false;
  const rows = await sql`SELECT FROM backup.canary WHERE token = ${token}`;
  return rows.length === 1;
}
