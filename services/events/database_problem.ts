/**
 * The answer that a client gets when PostgreSQL, or the way to it, fails.
 *
 * Two kinds of error look alike in a log and are not: the database can't answer
 * just now, or the statement is wrong. The first one passes, so it is a 503 that
 * says when to come back. The second one is ours, and stays a 500.
 * @see https://www.postgresql.org/docs/17/errcodes-appendix.html
 * @module
 */

import { Problem, unavailable } from "../shared/problem.ts";

/** Of postgres.js: there is no connection, or none that we may use. */
const NO_CONNECTION = new RegExp(
  "^(CONNECT_TIMEOUT|CONNECTION_(CLOSED|ENDED|DESTROYED)|" +
    "SASL_SIGNATURE_MISMATCH|AUTH_TYPE_NOT_IMPLEMENTED|E[A-Z]+)$",
);

/** SQLSTATEs, whole classes where possible, of a database that can't do it now. */
const NOT_NOW: readonly string[] = [
  "08", // the connection broke
  "25006", // a standby, or a database that has been made read-only
  "25P03", // its transaction was idle for too long
  "25P04", // its transaction took too long
  "26000", // a pooler has lost our prepared statement
  "28", // the password or the rules for logging in have changed
  "3D000", // no such database, for example while it is being replaced
  "40", // rolled back: a deadlock, a conflict, an unknown end
  "42501", // the role may not do this (yet), for example during a restore
  "53", // out of connections, memory or disk
  "55", // not in the state for it: not accepting connections, in use, locked

  "57", // an operator: shutting down, starting up, cancelled, dropped
  "58", // the system around it: I/O, a missing file
  "F0", // a mistake in its configuration file
];

/** SQLSTATEs of a database without our schema: tables, functions, columns. */
const NO_SCHEMA: readonly string[] = ["3F000", "42P01", "42703", "42883"];

/** The answer while there is no database. */
export function databaseUnreachable(cause?: unknown): Problem {
  return unavailable("The database cannot be reached right now", { cause });
}

/**
 * The answer to an error of a query. Errors that no outage explains come back as
 * they are.
 */
export function databaseProblem(error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error)) return error;
  const code = String(error.code);
  if (NO_CONNECTION.test(code)) return databaseUnreachable(error);
  if (!/^[0-9A-Z]{5}$/.test(code)) return error;
  if (NO_SCHEMA.includes(code)) {
    return unavailable(
      "The database does not have its schema yet: deno task migrate up",
      { cause: error },
    );
  }
  return NOT_NOW.some((prefix) => code.startsWith(prefix))
    ? databaseUnreachable(error)
    : error;
}
