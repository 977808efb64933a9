/**
 * Puts a restored database in the place of another. The other is not touched
 * before the restored one is proven, and is kept under a new name.
 *
 * Both renames are one transaction: whatever is killed at whatever moment, the
 * shop's name leads to the old database or to the new one, and to one that
 * takes connections. While it renames, the server admits no new session, so
 * that only the sessions of now have to be ended.
 * @module
 */

import type postgres from "postgres";
import {
  databaseIn,
  inTransaction,
  urlOfDatabase,
  withDatabase,
} from "../../../adapters/postgres/mod.ts";
import { CouldNotRun } from "../../../lib/cli/mod.ts";
import { creationOf, type Properties } from "../mod.ts";

/** The names of one swap. */
export interface Swapped {
  /** The shop's database. */
  readonly name: string;
  /** The restored one, which gets that name. */
  readonly restored: string;
  /** The later name of the old database. */
  readonly former: string;
}

/** A server's databases by name. */
export interface Databases {
  /** URL of the database of this name. */
  urlOf(name: string): string;
  /** URL of a database that is always there. */
  readonly admin: string;
  exists(name: string): Promise<boolean>;
  /** Makes it with these properties, or like the server's others. */
  create(name: string, like?: Properties): Promise<void>;
  drop(name: string): Promise<void>;
}

/** How long sessions may take to end until a swap is given up (ms). */
const SWAP_MS = 30_000;

/** Pause between two looks for sessions (ms). */
const AGAIN_MS = 50;

/** A client is still connected. */
const IN_USE = "55006";

/** Those of the server of `databaseUrl`. */
export function databasesOf(databaseUrl: string): Databases {
  const own = databaseIn(databaseUrl);
  const urlOf = (name: string): string => urlOfDatabase(databaseUrl, name);
  // A database cannot be renamed by a session that is connected to it.
  const admin = urlOf(own === "postgres" ? "template1" : "postgres");
  const run = (statement: string): Promise<void> =>
    withDatabase(admin, async (sql) => {
      await sql.unsafe(statement);
    });
  return {
    urlOf,
    admin,
    exists: (name) =>
      withDatabase(admin, async (sql) => {
        const rows = await sql`
          SELECT FROM pg_database WHERE datname = ${name}`;
        return rows.length > 0;
      }),
    create: (name, like) =>
      run(
        like === undefined
          ? `CREATE DATABASE ${quoted(name)}`
          : creationOf(name, like),
      ),
    drop: (name) => run(`DROP DATABASE IF EXISTS ${quoted(name)} WITH (FORCE)`),
  };
}

interface SwapOptions {
  /** How long sessions may take to end (ms). */
  readonly withinMs?: number;
  /** Notes on the former database that it is to be dropped. */
  readonly dropsFormer?: boolean;
  /** The comment of the restored database; by default nothing changes. */
  readonly comment?: string | null | undefined;
}

/**
 * `restored` takes the place of `name`, which is called `former` from then on;
 * connected clients are disconnected.
 * @throws {CouldNotRun} when it could not, and everything is as it was
 */
export async function swap(
  { admin }: Pick<Databases, "admin">,
  names: Swapped,
  { withinMs = SWAP_MS, dropsFormer = false, comment }: SwapOptions = {},
): Promise<void> {
  await withDatabase(
    admin,
    (renaming) =>
      withDatabase(admin, async (ending) => {
        const end = performance.now() + withinMs;
        for (;;) {
          try {
            return await whileEnding(
              ending,
              [names.name, names.restored],
              () => renameBoth(renaming, names, { dropsFormer, comment }),
            );
          } catch (cause) {
            if (codeOf(cause) === IN_USE && performance.now() < end) continue;
            const why = cause instanceof Error ? cause.message : String(cause);
            throw new CouldNotRun(
              `Cannot put ${names.restored} in the place of ${names.name}: ` +
                `${why}; all is as it was`,
              { cause },
            );
          }
        }
      }),
  );
}

/** In PostgreSQL, renaming a database is part of a transaction like any other. */
async function renameBoth(
  sql: postgres.Sql,
  { name, restored, former }: Swapped,
  { dropsFormer = false, comment }: SwapOptions,
): Promise<void> {
  await inTransaction(sql, async () => {
    await sql.unsafe(
      `ALTER DATABASE ${quoted(name)} RENAME TO ${quoted(former)}`,
    );
    await sql.unsafe(
      `ALTER DATABASE ${quoted(restored)} RENAME TO ${quoted(name)}`,
    );
    if (comment !== undefined) {
      const words = comment === null
        ? "NULL"
        : `'${comment.replaceAll("'", "''")}'`;
      await sql.unsafe(`COMMENT ON DATABASE ${quoted(name)} IS ${words}`);
    }
    if (dropsFormer) {
      await sql.unsafe(
        `COMMENT ON DATABASE ${quoted(former)} IS '${UNWANTED}'`,
      );
    }
  });
}

/** By this comment the next restore knows what it may drop. */
export const UNWANTED = "replaced by deno task restore, to be dropped";

/** Ends sessions again and again while `work` waits for them to be gone. */
async function whileEnding(
  sql: postgres.Sql,
  names: readonly string[],
  work: () => Promise<void>,
): Promise<void> {
  const over = Promise.withResolvers<void>();
  const working = work().finally(() => over.resolve());
  working.catch(() => {}); // it is awaited below, after the last ending
  let isOver = false;
  void over.promise.then(() => isOver = true);
  while (!isOver) {
    await endSessionsOf(sql, names);
    await Promise.race([
      over.promise,
      new Promise((resolve) => setTimeout(resolve, AGAIN_MS)),
    ]);
  }
  await working;
}

async function endSessionsOf(
  sql: postgres.Sql,
  names: readonly string[],
): Promise<void> {
  const sessions = await sql<{ readonly pid: number }[]>`
    SELECT pid FROM pg_stat_activity WHERE datname = ANY(${names as string[]})`;
  for (const { pid } of sessions) {
    // One that we may not end makes the rename fail, which says so.
    await sql`SELECT pg_terminate_backend(${pid})`.catch(() => {});
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error
    ? String(error.code)
    : undefined;
}

/** A name as SQL has it. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
