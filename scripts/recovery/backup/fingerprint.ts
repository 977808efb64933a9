/**
 * What a database holds, in a few lines: its structure, and of each table the
 * number of rows and a checksum that does not depend on their order. Two
 * databases with one fingerprint hold the same.
 * @module
 */

import type postgres from "postgres";
import { z } from "zod";

/** A table, summed up. */
export const tableSchema = z.strictObject({
  /** With its schema, e.g. "public.orders". */
  name: z.string(),
  rows: z.int().min(0),
  /** Sum over its rows of a 64-bit hash of each, decimal. */
  checksum: z.string().regex(/^-?\d+$/),
  /** `record` hashes rows as they are, `text` as they are shown. */
  method: z.enum(["record", "text"]),
});

/** A table, summed up. */
export type TableSum = z.infer<typeof tableSchema>;

/** A database, summed up. */
export const fingerprintSchema = z.strictObject({
  tables: z.array(tableSchema),
  /** One line a column, constraint, index, trigger, function, view. */
  structure: z.array(z.string()),
});

/** A database, summed up. */
export type Fingerprint = z.infer<typeof fingerprintSchema>;

/** Sums a database up, in one transaction of `sql`. */
export async function fingerprintOf(sql: postgres.Sql): Promise<Fingerprint> {
  // How times and numbers are shown must not depend on who asks.
  await sql`SELECT set_config('TimeZone', 'UTC', false),
                   set_config('DateStyle', 'ISO', false),
                   set_config('extra_float_digits', '1', false)`;
  const tables: TableSum[] = [];
  for (const table of await tablesOf(sql)) tables.push(await sumOf(sql, table));
  return { tables, structure: await structureOf(sql) };
}

/** A table: how it is written in SQL, and as people read it. */
interface Table {
  readonly quoted: string;
  readonly name: string;
  /** False when a column's type has no hash, such as json. */
  readonly isHashable: boolean;
}

/** Schemas that are nobody's data. */
const OWN = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";

async function tablesOf(sql: postgres.Sql): Promise<readonly Table[]> {
  return await sql<Table[]>`
    SELECT format('%I.%I', n.nspname, c.relname) AS quoted,
           n.nspname || '.' || c.relname AS name,
           NOT EXISTS (
             SELECT FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
              WHERE a.attrelid = c.oid AND a.attnum > 0
                AND NOT a.attisdropped
                AND (t.typtype NOT IN ('b', 'e', 'd')
                     OR t.typname IN ('json', '_json', 'xml', 'point', 'box',
                       'line', 'lseg', 'path', 'polygon', 'circle', 'tsvector',
                       'tsquery', 'money'))) AS "isHashable"
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND ${sql.unsafe(OWN)}
     ORDER BY name`;
}

async function sumOf(
  sql: postgres.Sql,
  { quoted, name, isHashable }: Table,
): Promise<TableSum> {
  // The hash of a record is linear in those of its columns, and so would be the
  // sum: two rows that swap a value would go unnoticed. Hence a hash of it.
  const hash = isHashable
    ? "hashint8extended(hash_record_extended(t, 0), 0)"
    : "hashtextextended(t::text, 0)";
  const [row] = await sql.unsafe<[{ rows: string; checksum: string }]>(`
    SELECT count(*) AS rows, coalesce(sum(${hash}), 0)::text AS checksum
      FROM ONLY ${quoted} t`);
  return {
    name,
    rows: Number(row.rows),
    checksum: row.checksum,
    method: isHashable ? "record" : "text",
  };
}

/** Sorted, so that a missing line can be told by its text. */
async function structureOf(sql: postgres.Sql): Promise<string[]> {
  const rows = await sql.unsafe<{ readonly line: string }[]>(`
    SELECT 'column ' || n.nspname || '.' || c.relname || '.' || a.attname || ' '
           || format_type(a.atttypid, a.atttypmod)
           || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
           || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
           AS line
      FROM pg_attribute a
      JOIN pg_class c ON c.oid = a.attrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
     WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
       AND ${OWN}
    UNION ALL
    SELECT 'constraint ' || n.nspname || '.' || c.relname || ' '
           || k.conname || ' ' || pg_get_constraintdef(k.oid)
      FROM pg_constraint k
      JOIN pg_class c ON c.oid = k.conrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE k.contype <> 'n' AND ${OWN}
    UNION ALL
    SELECT 'index ' || pg_get_indexdef(i.indexrelid)
           || CASE WHEN i.indisvalid THEN '' ELSE ' invalid' END
      FROM pg_index i
      JOIN pg_class c ON c.oid = i.indrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE ${OWN}
    UNION ALL
    SELECT 'trigger ' || pg_get_triggerdef(g.oid)
      FROM pg_trigger g
      JOIN pg_class c ON c.oid = g.tgrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE NOT g.tgisinternal AND ${OWN}
    UNION ALL
    SELECT 'function ' || n.nspname || '.' || p.proname || '('
           || pg_get_function_identity_arguments(p.oid) || ') '
           || md5(p.prosrc)
      FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
     WHERE p.prokind IN ('f', 'p') AND ${OWN}
    UNION ALL
    SELECT 'view ' || n.nspname || '.' || c.relname || ' '
           || md5(pg_get_viewdef(c.oid))
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('v', 'm') AND ${OWN}
    UNION ALL
    SELECT 'sequence ' || n.nspname || '.' || c.relname
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'S' AND ${OWN}`);
  return rows.map(({ line }) => line).toSorted();
}

/** How `found` differs from `wanted`, a line each; none when it does not. */
export function differences(
  wanted: Fingerprint,
  found: Fingerprint,
): {
  readonly structure: readonly string[];
  readonly volume: readonly string[];
} {
  const has = new Set(found.structure);
  const wants = new Set(wanted.structure);
  const tables = new Map(found.tables.map((table) => [table.name, table]));
  return {
    structure: [
      ...wanted.structure.filter((line) => !has.has(line))
        .map((line) => `missing: ${line}`),
      ...found.structure.filter((line) => !wants.has(line))
        .map((line) => `not in the backup: ${line}`),
    ],
    volume: wanted.tables.flatMap(({ name, rows, checksum }) => {
      const there = tables.get(name);
      if (there === undefined) return [`${name} is missing, with ${rows} rows`];
      if (there.rows !== rows) {
        return [`${name} has ${there.rows} rows, must be ${rows}`];
      }
      return there.checksum === checksum
        ? []
        : [`${name} has ${rows} rows, but not the same ones`];
    }),
  };
}
