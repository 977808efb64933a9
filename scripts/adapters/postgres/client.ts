/**
 * What a place with PostgreSQL's client programs offers.
 * @module
 */

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

/** The word by which a program is told its database. */
export function databaseWord(
  program: string,
  databaseUrl: string,
): readonly string[] {
  if (OF_SERVERS.includes(program)) return [];
  return ["-d", decodeURIComponent(new URL(databaseUrl).pathname.slice(1))];
}
