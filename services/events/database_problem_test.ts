import assert from "node:assert/strict";
import { Problem } from "../shared/problem.ts";
import { databaseProblem } from "./database_problem.ts";

function failed(code: unknown): Error {
  return Object.assign(new Error("as PostgreSQL puts it"), { code });
}

/** Codes of an outage, each with what PostgreSQL says. */
const OUTAGES = {
  "08000": "connection exception",
  "08001": "client unable to establish connection",
  "08003": "connection does not exist",
  "08004": "server rejected connection",
  "08006": "connection failure",
  "08007": "transaction resolution unknown",
  "08P01": "protocol violation",
  "25006": "cannot execute INSERT in a read-only transaction",
  "25P03": "idle-in-transaction timeout",
  "25P04": "transaction timeout",
  "26000": "prepared statement does not exist",
  "28000": "no pg_hba.conf entry for host",
  "28P01": "password authentication failed",
  "3D000": "database does not exist",
  "3F000": "no schema has been selected to create in",
  "40001": "could not serialize access",
  "40003": "statement completion unknown",
  "40P01": "deadlock detected",
  "42501": "permission denied for table events",
  "42703": "column does not exist",
  "42883": "function does not exist",
  "42P01": "relation does not exist",
  "53000": "insufficient resources",
  "53100": "disk full",
  "53200": "out of memory",
  "53300": "sorry, too many clients already",
  "53400": "configuration limit exceeded",
  "55000": "database is not currently accepting connections",
  "55006": "database is being accessed by other users",
  "55P02": "parameter cannot be changed now",
  "55P03": "could not obtain lock",
  "57014": "canceling statement due to statement timeout",
  "57P01": "terminating connection due to administrator command",
  "57P02": "crash of another server process",
  "57P03": "the database system is starting up",
  "57P04": "the database was dropped",
  "57P05": "idle session timeout",
  "58000": "system error",
  "58030": "could not read block: input/output error",
  "58P01": "could not open file",
  "F0000": "configuration file error",
  CONNECT_TIMEOUT: "postgres.js gave up",
  CONNECTION_CLOSED: "the server closed it",
  CONNECTION_ENDED: "the pool is thrown away",
  CONNECTION_DESTROYED: "the pool is closed",
  SASL_SIGNATURE_MISMATCH: "another server answers",
  ECONNREFUSED: "nothing listens",
  ECONNRESET: "it was reset",
  EHOSTUNREACH: "no route to host",
  ENOTFOUND: "no such name",
  EMFILE: "no descriptor is left",
};

for (const [code, says] of Object.entries(OUTAGES)) {
  Deno.test(`${code} (${says}) is a 503 that says when to retry`, () => {
    const error = failed(code);
    const problem = databaseProblem(error);
    assert.ok(problem instanceof Problem);
    assert.equal(problem.status, 503);
    assert.match(problem.headers["Retry-After"] ?? "", /^[1-9]\d*$/);
    assert.equal(problem.cause, error, "the log can tell the reason");
    assert.doesNotMatch(problem.message, /as PostgreSQL puts it/);
  });
}

/** Errors that only a change of code or data ends. */
const OURS = [
  failed("22003"), // integer out of range
  failed("22008"), // datetime field overflow
  failed("22P02"), // invalid input syntax
  failed("23505"), // unique violation
  failed("23514"), // check violation
  failed("42601"), // syntax error
  failed("42804"), // datatype mismatch
  failed("42P18"), // indeterminate datatype
  failed("P0001"), // raised by a function
  failed("XX000"), // internal error
  failed("XX001"), // data corrupted
  failed("UNDEFINED_VALUE"), // of postgres.js: an argument is undefined
  failed("ERR_INVALID_ARG_TYPE"),
  failed(55),
  failed(undefined),
  new Error("without a code"),
];

for (const error of OURS) {
  Deno.test(`${Reflect.get(error, "code") ?? error.message} stays what it is`, () => {
    assert.equal(databaseProblem(error), error);
  });
}

Deno.test("a Problem, and what is no error, pass through", () => {
  const problem = new Problem(409, "sold out");
  assert.equal(databaseProblem(problem), problem);
  assert.equal(databaseProblem("55000"), "55000");
  assert.equal(databaseProblem(undefined), undefined);
});
