/**
 * The operations of a place with PostgreSQL's client programs.
 * @module
 */

import { addressOf, databaseIn } from "./address.ts";
import type { Server } from "./server.ts";

/** A program with what it needs, ready to be started. */
export interface Invocation {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Client programs of one place. */
export interface Clients {
  /** As people know the place, e.g. "/usr/lib/postgresql/17/bin". */
  readonly where: string;
  /** e.g. "pg_dump (PostgreSQL) 17.5" */
  readonly version: string;
  /**
   * How a program is started there, with `databaseUrl` as the database that it
   * connects to; without one it connects to none (pg_restore prints).
   */
  invocation(
    program: string,
    args: readonly string[],
    databaseUrl?: string,
  ): Invocation;
}

/** Looks in one place; a reason when there are none that fit. */
export type Place = (
  server: Server,
  databaseUrl: string,
) => Promise<Clients | string>;

/** 17 of "pg_dump (PostgreSQL) 17.5 (Debian 17.5-1)". */
export function majorOf(version: string): number {
  return Number(/\)\s(\d+)/.exec(version)?.[1] ?? NaN);
}

/** Programs that speak to a server, not to one of its databases. */
const OF_SERVERS = ["pg_basebackup", "pg_receivewal"];

/**
 * The arguments that name a program's database. A bare name with a "=" in
 * it would be read as settings of the connection, so that it is quoted.
 */
export function databaseWord(
  program: string,
  databaseUrl: string,
): readonly string[] {
  if (OF_SERVERS.includes(program)) return [];
  return ["-d", conninfo({ dbname: databaseIn(databaseUrl) })];
}

/**
 * The same with the server. The arguments win over a service of PGSERVICE,
 * which in turn wins over the other variables.
 */
export function databaseAndServer(
  program: string,
  databaseUrl: string,
): readonly string[] {
  const { host, port, user, database } = addressOf(databaseUrl);
  const server = { host, port: String(port), user };
  const dbname = OF_SERVERS.includes(program) ? {} : { dbname: database };
  return ["-d", conninfo({ ...server, ...dbname })];
}

/** Parts of a connection as libpq reads them from one word. */
function conninfo(parts: Readonly<Record<string, string>>): string {
  return Object.entries(parts).filter(([, value]) => value !== "")
    .map(([name, value]) => `${name}='${value.replace(/[\\']/g, "\\$&")}'`)
    .join(" ");
}
