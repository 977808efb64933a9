/**
 * The way to PostgreSQL: a bounded wait for a connection, a bounded wait for
 * the answer, and recovery without a restart.
 *
 * postgres.js connects when it is asked and reconnects by itself. What it can't
 * do is give up on a server that accepts and then says nothing (a hung disk, a
 * stopped process, a lost route): there, a question whose time is over throws
 * the whole pool away, unless that pool has answered any question in the
 * meantime. Its connections would otherwise stay occupied until the kernel
 * notices.
 * @module
 */

import postgres from "postgres";
import type { Clock } from "../shared/clock.ts";
import { TooLate, within } from "../shared/deadline.ts";
import { type Logger, serviceLogger } from "../shared/log.ts";
import { databaseProblem, databaseUnreachable } from "./database_problem.ts";
import { createGate, type Gate } from "./gate.ts";

/** Asks PostgreSQL; see `postgres.Sql`. */
export type Ask<T> = (sql: postgres.Sql) => Promise<T>;

/** Where PostgreSQL is, and how long to wait for it. */
export interface DatabaseOptions {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  /** Size of the pool. */
  readonly maxConnections: number;
  /** Longest wait for a connection of it (ms). */
  readonly poolWaitMs: number;
  readonly clock: Clock;
  /** Draws from [0, 1), for the jitter. */
  readonly random: () => number;
  /** True while a fault takes the database away. */
  readonly lost?: () => boolean;
  /** A smaller pool, while a fault asks for it. */
  readonly limit?: () => number | undefined;
}

/** A connected database, or one that will be. */
export interface Database {
  /** The connections in use, and the questions that wait for one. */
  readonly gate: Gate;
  /** @throws {Problem} 503 when there is no answer in time */
  query<T>(ask: Ask<T>): Promise<T>;
  /** Asks past the pool, so that a busy shop is not taken for a dead one. */
  probe<T>(ask: Ask<T>): Promise<T>;
  close(): Promise<void>;
}

/** Bound of a question, the wait for a connection included (ms). */
const ANSWER_MS = 1900;

/**
 * The time that remains for a question that waited long for its connection
 * (ms).
 */
const MIN_ANSWER_MS = 400;

/** Bound of a probe: `/health` answers within a second (ms). */
const PROBE_MS = 900;

/** Longest silence in the log about a database that stays away (ms). */
const COMPLAIN_EVERY_MS = 10_000;

/** Connects when first asked. */
export function connectDatabase(options: DatabaseOptions): Database {
  const { clock, maxConnections, lost = never } = options;
  const log = serviceLogger("events", "database");
  const gate = createGate({
    limit: () => Math.min(maxConnections, options.limit?.() ?? maxConnections),
    waitMs: options.poolWaitMs,
    clock,
  });
  const main = createPool(options, maxConnections, log);
  const spare = createPool(options, 1, log);

  return {
    gate,
    async query(ask) {
      if (lost()) throw databaseUnreachable();
      const began = clock.monotonic();
      const leave = await gate.enter();
      try {
        const waited = clock.monotonic() - began;
        return await main.ask(
          ask,
          Math.max(MIN_ANSWER_MS, ANSWER_MS - waited),
        );
      } finally {
        leave();
      }
    },
    probe: async (ask) => {
      if (lost()) throw databaseUnreachable();
      return await spare.ask(ask, PROBE_MS);
    },
    close: async () => {
      await Promise.all([main.close(), spare.close()]);
    },
  };
}

interface Pool {
  ask<T>(ask: Ask<T>, ms: number): Promise<T>;
  close(): Promise<void>;
}

function createPool(options: DatabaseOptions, max: number, log: Logger): Pool {
  const { clock } = options;
  let sql = connect(options, max);
  let answeredAt = -Infinity;
  let complainedAt = -Infinity;

  /**
   * The client does not learn the reason, but the operator of the database
   * must.
   */
  function complain(error: unknown): void {
    const now = clock.monotonic();
    if (now - complainedAt < COMPLAIN_EVERY_MS) return;
    complainedAt = now;
    log.warning("PostgreSQL cannot be used now: {reason}", {
      reason: error instanceof Error ? error.message : String(error),
      ...error instanceof Error && "code" in error ? { code: error.code } : {},
    });
  }

  return {
    async ask(ask, ms) {
      const asked = sql;
      const askedAt = clock.monotonic();
      try {
        const answer = await within(clock, ms, ask(asked));
        answeredAt = clock.monotonic();
        return answer;
      } catch (error) {
        if (!(error instanceof TooLate)) {
          const problem = databaseProblem(error);
          if (problem !== error) complain(error);
          throw problem;
        }
        if (asked === sql && answeredAt < askedAt) {
          log.warning(
            "PostgreSQL is silent: starting over with new connections",
          );
          sql = connect(options, max);
          asked.end({ timeout: 0 }).catch(() => {}); // it was broken anyway
        }
        throw databaseUnreachable(error);
      }
    },
    close: () => sql.end({ timeout: 1 }),
  };
}

function connect(options: DatabaseOptions, max: number): postgres.Sql {
  const { host, port, database, user, password, random } = options;
  return postgres({
    host,
    port,
    database,
    user,
    password,
    max,
    ssl: false,
    connect_timeout: 2,
    idle_timeout: 60,
    // So that not all replicas reconnect at once to a server that comes back.
    backoff: (retries) => Math.min(0.5, 0.02 * 2 ** retries) * (0.5 + random()),
    connection: {
      application_name: "quickticket-events",
      // A role or a database may look elsewhere first; the tables are here.
      search_path: "public",
      // The server's own bound, so that it stops working on a query without a
      // client.
      statement_timeout: ANSWER_MS,
    },
    onnotice: () => {},
  });
}

function never(): boolean {
  return false;
}
