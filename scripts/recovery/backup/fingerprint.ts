/**
 * A summary of a database in a few lines: its structure, and of each table the
 * number of rows and a checksum that does not depend on their order. Two
 * databases with one fingerprint hold the same.
 * @module
 */

import type postgres from "postgres";
import { z } from "zod";
import { OWN, structureOf } from "./structure.ts";

/** A table, summed up. */
const tableSchema = z.strictObject({
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

/** How far a sequence has come. */
const sequenceSchema = z.strictObject({
  /** With its schema, e.g. "public.events_id_seq". */
  name: z.string(),
  /** The last value that was given out, decimal; null: none was. */
  position: z.string().regex(/^-?\d+$/).nullable(),
  isAscending: z.boolean(),
});

/** How far a sequence has come. */
export type SequencePosition = z.infer<typeof sequenceSchema>;

/** A database, summed up. */
export const fingerprintSchema = z.strictObject({
  /** Large objects count as a table of this name. */
  tables: z.array(tableSchema),
  /** One line a column, constraint, index, trigger, function, view, comment. */
  structure: z.array(z.string()),
  sequences: z.array(sequenceSchema),
});

/** A database, summed up. */
export type Fingerprint = z.infer<typeof fingerprintSchema>;

/** Sums a database up, in one transaction of `sql`. */
export async function fingerprintOf(sql: postgres.Sql): Promise<Fingerprint> {
  // How times and numbers are shown must not depend on who asks.
  await sql`SELECT set_config('TimeZone', 'UTC', false),
                   set_config('DateStyle', 'ISO', false),
                   set_config('extra_float_digits', '1', false)`;
  const sequences = await sequencesOf(sql);
  const tables: TableSum[] = [];
  for (const table of await tablesOf(sql)) tables.push(await sumOf(sql, table));
  tables.push(...await largeObjectsOf(sql));
  return { tables, structure: await structureOf(sql), sequences };
}

/** A table: how it is written in SQL, and as people read it. */
interface Table {
  readonly quoted: string;
  readonly name: string;
  /** False when a column's type has no hash, such as json. */
  readonly isHashable: boolean;
}

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

/** Documents and pictures that applications keep outside of tables. */
async function largeObjectsOf(
  sql: postgres.Sql,
): Promise<readonly TableSum[]> {
  const [row] = await sql<[{ rows: string; checksum: string }]>`
    SELECT count(*) AS rows,
           coalesce(sum(hashtextextended(oid || ' ' || md5(lo_get(oid)), 0)), 0)
             ::text AS checksum
      FROM pg_largeobject_metadata`;
  const rows = Number(row.rows);
  return rows === 0
    ? []
    : [{ name: "large objects", rows, checksum: row.checksum, method: "text" }];
}

/**
 * Sequences take no part in transactions: under load a dump has later positions
 * than a reader before it.
 */
export async function sequencesOf(
  sql: postgres.Sql,
): Promise<SequencePosition[]> {
  const rows = await sql<SequencePosition[]>`
    SELECT schemaname || '.' || sequencename AS name,
           last_value::text AS position, increment_by > 0 AS "isAscending"
      FROM pg_sequences ORDER BY name`;
  return rows.map((row) => ({ ...row }));
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
    volume: [
      ...wanted.sequences.flatMap((one) => sequenceProblem(one, found)),
      ...wanted.tables.flatMap(({ name, rows, checksum }) => {
        const there = tables.get(name);
        if (there === undefined) {
          return [`${name} is missing, with ${rows} rows`];
        }
        if (there.rows !== rows) {
          return [`${name} has ${there.rows} rows, must be ${rows}`];
        }
        return there.checksum === checksum
          ? []
          : [`${name} has ${rows} rows, but not the same ones`];
      }),
    ],
  };
}

/** A sequence that stands behind would give out numbers that are taken. */
function sequenceProblem(
  { name, position, isAscending }: SequencePosition,
  found: Fingerprint,
): readonly string[] {
  const there = found.sequences.find((one) => one.name === name);
  if (position === null || there === undefined) return [];
  const at = there.position === null ? undefined : BigInt(there.position);
  const least = BigInt(position);
  const isBehind = at === undefined || (isAscending ? at < least : at > least);
  return isBehind
    ? [`sequence ${name} stands at ${at ?? "its start"}, must be at ${least}`]
    : [];
}
