/**
 * Completes or undoes the remains of an earlier `restore --replace`. The
 * swap itself is one transaction, but a database may also have been closed or
 * renamed by hand, or a former one may still wait to be dropped.
 * @module
 */

import type postgres from "postgres";
import { connectTo } from "../../../adapters/postgres/mod.ts";
import { CouldNotRun } from "../../../lib/cli/mod.ts";
import { formerNames, nameWith } from "./plan.ts";
import { type Databases, quoted, UNWANTED } from "./swap.ts";

/** A database as the server's catalog has it. */
export interface Found {
  readonly name: string;
  /** False: it takes no connection. */
  readonly isOpen: boolean;
  readonly comment: string | null;
}

/** The action, and its reason, in a sentence. */
export interface Step {
  readonly statement: string;
  readonly words: string;
}

/**
 * Decides what has to be done before `name` can be restored.
 * @param all every database of the server
 */
export function stepsFor(name: string, all: readonly Found[]): readonly Step[] {
  const steps: Step[] = [];
  const isThere = all.some((one) => one.name === name);
  const formers = formerNames(name, all.map((one) => one.name));
  const draft = nameWith(name, "_restoring");
  const newest = formers.at(-1);
  const isHalfWay = !isThere && all.some((one) => one.name === draft);
  if (isHalfWay && newest !== undefined) {
    steps.push({
      statement: `ALTER DATABASE ${quoted(newest)} RENAME TO ${quoted(name)}`,
      words: `an earlier restore ended before ${name} was replaced: ` +
        `${newest} is called ${name} again`,
    });
  }
  for (const { name: one, isOpen, comment } of all) {
    if (one !== name && !formers.includes(one) && one !== draft) continue;
    const isBack = isHalfWay && one === newest;
    if (comment === UNWANTED && one !== name && !isBack) {
      steps.push({
        statement: `DROP DATABASE IF EXISTS ${quoted(one)} WITH (FORCE)`,
        words: `an earlier restore ended before it dropped ${one}: dropped`,
      });
    } else if (!isOpen) {
      const now = isBack ? name : one;
      steps.push({
        statement: `ALTER DATABASE ${quoted(now)} WITH ALLOW_CONNECTIONS true`,
        words: `an earlier restore left ${now} closed: it takes connections ` +
          "again",
      });
    }
  }
  return steps;
}

/**
 * Settles what an earlier restore of `name` left, and keeps every other one
 * out until the result is disposed of, or this process ends.
 * @param note called with what was settled
 * @throws {CouldNotRun} when another restore of this database runs
 */
export async function onlyRestore(
  { admin }: Pick<Databases, "admin">,
  name: string,
  note: (words: string) => void,
): Promise<AsyncDisposable> {
  const sql = await connectTo(admin);
  const place = {
    [Symbol.asyncDispose]: () => sql.end({ timeout: END_S }),
  };
  try {
    await alone(sql, name); // as long as this connection lives
    for (const { statement, words } of stepsFor(name, await listed(sql))) {
      await sql.unsafe(statement);
      note(words);
    }
    return place;
  } catch (error) {
    await place[Symbol.asyncDispose]();
    throw error;
  }
}

/** Longest wait for a connection to end (s). */
const END_S = 5;

async function alone(sql: postgres.Sql, name: string): Promise<void> {
  const [row] = await sql<[{ readonly got: boolean }]>`
    SELECT pg_try_advisory_lock(hashtext(${`restore of ${name}`})) AS got`;
  if (row.got) return;
  throw new CouldNotRun(
    `Cannot restore ${name}: another deno task restore of it runs now; wait ` +
      "until it has ended",
  );
}

async function listed(sql: postgres.Sql): Promise<readonly Found[]> {
  return await sql<Found[]>`
    SELECT datname AS name, datallowconn AS "isOpen",
           shobj_description(oid, 'pg_database') AS comment
      FROM pg_database WHERE NOT datistemplate ORDER BY datname`;
}
