/**
 * An empty database on the real server, for one test.
 * @module
 */

import postgres from "postgres";

/** A database, and connections to it. */
export interface EmptyDatabase {
  readonly url: string;
  /** A new connection; closed with the database. */
  connect(): postgres.Sql;
}

/** Creates one on the server that `DATABASE_URL` names; drops it afterwards. */
export async function withEmptyDatabase(
  body: (database: EmptyDatabase) => Promise<void>,
): Promise<void> {
  const server = Deno.env.get("DATABASE_URL");
  if (!server) {
    throw new Error(
      "Cannot test: DATABASE_URL is unset; run it by deno task dev -- CMD",
    );
  }
  const name = `test_${crypto.randomUUID().replaceAll("-", "")}`;
  const { href: url } = Object.assign(new URL(server), { pathname: name });
  const admin = connectTo(server);
  const open: postgres.Sql[] = [];
  await admin.unsafe(`CREATE DATABASE ${name}`);
  try {
    await body({
      url,
      connect() {
        const sql = connectTo(url);
        open.push(sql);
        return sql;
      },
    });
  } finally {
    await Promise.all(open.map((sql) => sql.end()));
    await admin.unsafe(`DROP DATABASE ${name} WITH (FORCE)`);
    await admin.end();
  }
}

function connectTo(url: string): postgres.Sql {
  return postgres(url, { max: 1, onnotice: () => {} });
}
