/**
 * The properties of a database that a server knows, and that no dump restores
 * into another name: its settings, its encoding, its comment, its owner and its
 * rights.
 * @module
 */

import type postgres from "postgres";
import { z } from "zod";

/** A database, as its server knows it. */
export const propertiesSchema = z.strictObject({
  owner: z.string(),
  encoding: z.string(),
  collate: z.string(),
  ctype: z.string(),
  /** `libc`, `icu` or `builtin`. */
  provider: z.string(),
  /** Of a provider other than libc. */
  locale: z.string().nullable(),
  /** -1: no limit. */
  connectionLimit: z.int(),
  comment: z.string().nullable(),
  /** `ALTER DATABASE SET`, and `ALTER ROLE IN DATABASE SET` with a role. */
  settings: z.array(z.strictObject({
    role: z.string().nullable(),
    name: z.string(),
    value: z.string(),
  })),
  /** Beyond what every database has; the role "" stands for all roles. */
  grants: z.array(z.strictObject({
    role: z.string(),
    privilege: z.string(),
    grantable: z.boolean(),
  })),
  /** The rights that every database has, and this one does not. */
  revoked: z.array(z.strictObject({ role: z.string(), privilege: z.string() })),
});

/** A database, as its server knows it. */
export type Properties = z.infer<typeof propertiesSchema>;

/** Reads them of the database that `sql` is connected to. */
export async function readProperties(sql: postgres.Sql): Promise<Properties> {
  const [row] = await sql<
    [Omit<Properties, "settings" | "grants" | "revoked">]
  >`
    SELECT pg_get_userbyid(datdba) AS owner,
           pg_encoding_to_char(encoding) AS encoding,
           datcollate AS collate, datctype AS ctype,
           CASE datlocprovider WHEN 'i' THEN 'icu' WHEN 'b' THEN 'builtin'
                               ELSE 'libc' END AS provider,
           -- Its column has another name in PostgreSQL 15 and 16.
           coalesce(to_jsonb(d) ->> 'datlocale', to_jsonb(d) ->> 'daticulocale')
             AS locale,
           datconnlimit AS "connectionLimit",
           shobj_description(oid, 'pg_database') AS comment
      FROM pg_database d WHERE datname = current_database()`;
  const settings = await sql<Properties["settings"]>`
    SELECT CASE setrole WHEN 0 THEN NULL ELSE pg_get_userbyid(setrole) END
             AS role,
           split_part(one, '=', 1) AS name,
           substr(one, strpos(one, '=') + 1) AS value
      FROM pg_db_role_setting s
      JOIN pg_database d ON d.oid = s.setdatabase, unnest(setconfig) AS one
     WHERE datname = current_database() ORDER BY 1 NULLS FIRST, 2`;
  const rights = (own: string, default_: string) =>
    sql.unsafe<Properties["grants"]>(`
      SELECT CASE grantee WHEN 0 THEN '' ELSE pg_get_userbyid(grantee) END
               AS role, privilege_type AS privilege, is_grantable AS grantable
        FROM pg_database, aclexplode(${own})
       WHERE datname = current_database()
      EXCEPT
      SELECT CASE grantee WHEN 0 THEN '' ELSE pg_get_userbyid(grantee) END,
             privilege_type, is_grantable
        FROM pg_database, aclexplode(${default_})
       WHERE datname = current_database()
       ORDER BY role, privilege`);
  const [own, usual] = [
    "coalesce(datacl, acldefault('d', datdba))",
    "acldefault('d', datdba)",
  ];
  const [grants, revoked] = [
    await rights(own, usual),
    await rights(usual, own),
  ];
  return {
    ...row,
    settings: settings.map((one) => ({ ...one })),
    grants: grants.map((one) => ({ ...one })),
    revoked: revoked.map(({ role, privilege }) => ({ role, privilege })),
  };
}

/** Values that are lists of names, stored as SQL has them. */
const LISTS = [
  "search_path",
  "temp_tablespaces",
  "session_preload_libraries",
  "local_preload_libraries",
];

/**
 * Statements that give a database these properties, for whichever name it has.
 * Its encoding and collation are decided when it is made.
 */
export function propertyStatements(
  name: string,
  { owner, connectionLimit, comment, settings, grants, revoked }: Properties,
): readonly string[] {
  const database = `DATABASE ${identifier(name)}`;
  return [
    `ALTER ${database} OWNER TO ${identifier(owner)}`,
    ...connectionLimit === -1
      ? []
      : [`ALTER ${database} CONNECTION LIMIT ${connectionLimit}`],
    `COMMENT ON ${database} IS ${comment === null ? "NULL" : literal(comment)}`,
    ...settings.map(({ role, name, value }) => {
      const whose = role === null
        ? `ALTER ${database}`
        : `ALTER ROLE ${identifier(role)} IN ${database}`;
      const words = LISTS.includes(name) ? value : literal(value);
      // An extension's own setting has a dot between two names.
      const setting = name.split(".").map(identifier).join(".");
      return `${whose} SET ${setting} TO ${words}`;
    }),
    ...revoked.map(({ role, privilege }) =>
      `REVOKE ${privilege} ON ${database} FROM ${grantee(role)}`
    ),
    ...grants.map(({ role, privilege, grantable }) =>
      `GRANT ${privilege} ON ${database} TO ${grantee(role)}` +
      (grantable ? " WITH GRANT OPTION" : "")
    ),
  ];
}

/** How a database is made with the same encoding and collation. */
export function creationOf(
  name: string,
  { encoding, collate, ctype, provider, locale }: Properties,
): string {
  const words = [
    `CREATE DATABASE ${identifier(name)} TEMPLATE template0`,
    `ENCODING ${literal(encoding)}`,
    `LC_COLLATE ${literal(collate)} LC_CTYPE ${literal(ctype)}`,
    `LOCALE_PROVIDER ${provider}`,
  ];
  if (provider === "icu") words.push(`ICU_LOCALE ${literal(locale ?? "")}`);
  if (provider === "builtin") {
    words.push(`BUILTIN_LOCALE ${literal(locale ?? "")}`);
  }
  return words.join(" ");
}

/** How encoding and collation differ from the backup's; none: they do not. */
export function localeDifferences(
  wanted: Properties,
  found: Properties,
): readonly string[] {
  return (["encoding", "collate", "ctype", "provider", "locale"] as const)
    .filter((key) => wanted[key] !== found[key])
    .map((key) =>
      `${key} ${wanted[key] ?? "none"} (this database has ${
        found[key] ?? "none"
      })`
    );
}

function grantee(role: string): string {
  return role === "" ? "PUBLIC" : identifier(role);
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function literal(text: string): string {
  const quoted = text.replaceAll("'", "''");
  return text.includes("\\")
    ? ` E'${quoted.replaceAll("\\", "\\\\")}'`
    : `'${quoted}'`;
}
