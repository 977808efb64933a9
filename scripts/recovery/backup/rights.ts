/**
 * The owners and privileges in a database: the statements that set them, one by
 * one. pg_restore would stop at the first role that is not there, or leave all
 * rights out; so the backup carries them beside its dump.
 * @module
 */

import type postgres from "postgres";
import { z } from "zod";
import { isLost } from "../../adapters/postgres/mod.ts";
import { wordsOf } from "../../lib/text/mod.ts";

/** The rights of a database. */
export const rightsSchema = z.strictObject({
  /** `ALTER ... OWNER TO`, `GRANT`, `REVOKE`, `ALTER DEFAULT PRIVILEGES`. */
  statements: z.array(z.string()),
  /** Roles that they name. The roles themselves belong to the server. */
  roles: z.array(z.string()),
});

/** Each part of a script of pg_dump begins so. */
const PART = /^--\n-- Name: .*; Type: (.*?); Schema: .*\n--\n/gm;

const OWNER = /^ALTER [^;\n]* OWNER TO [^;\n]+;$/gm;

const RIGHT = /^(?:GRANT|REVOKE|ALTER DEFAULT PRIVILEGES)\b[^]*?;$/gm;

/**
 * Finds the statements in a script of `pg_dump --schema-only`: owners first,
 * since rights are those that an owner gives.
 */
export function rightsIn(script: string): readonly string[] {
  const parts = [...script.matchAll(PART)].map((found, i, all) => ({
    type: found[1] ?? "",
    text: script.slice(
      found.index + found[0].length,
      all[i + 1]?.index ?? script.length,
    ),
  }));
  // The owner's line comes last: the body of a function may look like one.
  const owners = parts.flatMap(({ type, text }) =>
    isRight(type) ? [] : text.match(OWNER)?.slice(-1) ?? []
  );
  const rights = parts.flatMap(({ type, text }) =>
    isRight(type) ? text.match(RIGHT) ?? [] : []
  );
  return [...owners, ...rights];
}

function isRight(type: string): boolean {
  return type === "ACL" || type === "DEFAULT ACL";
}

/** Roles on which something in this database, or the database itself, depends. */
export async function rolesOf(sql: postgres.Sql): Promise<readonly string[]> {
  const rows = await sql<{ readonly rolname: string }[]>`
    SELECT rolname FROM pg_roles r
     WHERE EXISTS (
       SELECT FROM pg_shdepend s
        WHERE s.refclassid = 'pg_authid'::regclass AND s.refobjid = r.oid
          AND (s.dbid = (SELECT oid FROM pg_database
                          WHERE datname = current_database())
               OR (s.classid = 'pg_database'::regclass
                   AND s.objid = (SELECT oid FROM pg_database
                                   WHERE datname = current_database()))))
        OR r.oid = (SELECT datdba FROM pg_database
                     WHERE datname = current_database())
     ORDER BY rolname`;
  return rows.map(({ rolname }) => rolname);
}

/**
 * Says it again, statement by statement. A statement that fails is tried once
 * more after all others: a table can only go to an owner who may create in its
 * schema, and that right comes later in the dump.
 * @returns what could not be said, with its reason
 */
export async function applyStatements(
  sql: postgres.Sql,
  statements: readonly string[],
): Promise<readonly string[]> {
  const failed = await applyOnce(sql, statements);
  const again = await applyOnce(sql, [...failed.keys()]);
  return [...again].map(([statement, reason]) =>
    `${statement.replace(/;$/, "")} (${reason})`
  );
}

/** The statements that failed, with their reasons. */
async function applyOnce(
  sql: postgres.Sql,
  statements: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const failed = new Map<string, string>();
  for (const statement of statements) {
    try {
      await sql.unsafe(statement);
    } catch (error) {
      if (isLost(error)) throw error;
      failed.set(statement, wordsOf(error));
    }
  }
  return failed;
}
