/**
 * Puts a restored database in the place of another. The other is not touched
 * before the restored one is proven, and is kept under a new name.
 * @module
 */

import {
  databaseIn,
  urlOfDatabase,
  withDatabase,
} from "../../../adapters/postgres/mod.ts";
import { CouldNotRun } from "../../../lib/cli/mod.ts";

/** A server's databases by name. */
export interface Databases {
  /** URL of the database of this name. */
  urlOf(name: string): string;
  exists(name: string): Promise<boolean>;
  create(name: string): Promise<void>;
  drop(name: string): Promise<void>;
  /** `from` becomes `to`; whoever is connected is sent away. */
  rename(from: string, to: string): Promise<void>;
}

/** Those of the server of `databaseUrl`. */
export function databasesOf(databaseUrl: string): Databases {
  const own = databaseIn(databaseUrl);
  const urlOf = (name: string): string => urlOfDatabase(databaseUrl, name);
  // A database cannot be renamed by somebody who is in it.
  const admin = urlOf(own === "postgres" ? "template1" : "postgres");
  const run = (statement: string): Promise<void> =>
    withDatabase(admin, async (sql) => {
      await sql.unsafe(statement);
    });
  return {
    urlOf,
    exists: (name) =>
      withDatabase(admin, async (sql) => {
        const rows = await sql`
          SELECT FROM pg_database WHERE datname = ${name}`;
        return rows.length > 0;
      }),
    create: (name) => run(`CREATE DATABASE ${quoted(name)}`),
    drop: (name) => run(`DROP DATABASE IF EXISTS ${quoted(name)} WITH (FORCE)`),
    rename: (from, to) =>
      withDatabase(admin, async (sql) => {
        // Services reconnect within milliseconds: keep them out meanwhile.
        const allow = (may: boolean) =>
          sql.unsafe(
            `ALTER DATABASE ${quoted(from)} WITH ALLOW_CONNECTIONS ${may}`,
          );
        await allow(false);
        try {
          await sql`
            SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
             WHERE datname = ${from} AND pid <> pg_backend_pid()`;
          await sql.unsafe(
            `ALTER DATABASE ${quoted(from)} RENAME TO ${quoted(to)}`,
          );
        } catch (error) {
          await allow(true);
          throw error;
        }
        await sql.unsafe(
          `ALTER DATABASE ${quoted(to)} WITH ALLOW_CONNECTIONS true`,
        );
      }),
  };
}

/**
 * `restored` takes the place of `name`, which is called `former` from then on.
 * @throws {CouldNotRun} when it could not, and everything is as it was
 */
export async function swap(
  databases: Pick<Databases, "rename">,
  { name, restored, former }: {
    readonly name: string;
    readonly restored: string;
    readonly former: string;
  },
): Promise<void> {
  await databases.rename(name, former);
  try {
    await databases.rename(restored, name);
  } catch (cause) {
    await databases.rename(former, name).catch(() => {
      throw new CouldNotRun(
        `Cannot put ${restored} in the place of ${name}, nor go back: ` +
          `${name} is called ${former} now; rename it when nobody uses it: ` +
          `ALTER DATABASE ${quoted(former)} RENAME TO ${quoted(name)}`,
        { cause },
      );
    });
    throw new CouldNotRun(
      `Cannot put ${restored} in the place of ${name}; all is as it was`,
      { cause },
    );
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
