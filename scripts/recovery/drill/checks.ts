/**
 * The rungs of a drill, from what costs nothing to what only a customer can
 * show. Each says what was found and what it must be.
 * @module
 */

import type postgres from "postgres";
import {
  ageText,
  differences,
  type Fingerprint,
  hasCanary,
  type Manifest,
} from "../backup/mod.ts";
import { formatDuration } from "../../lib/text/mod.ts";
import { brokenInvariants, INVARIANT_COUNT } from "./invariants.ts";
import { IN_FLIGHT_MS, newestOrder, ordersUntil } from "./live_orders.ts";
import type { Check } from "./result.ts";

/** The bytes are those that were written, and pg_restore can read them. */
export function integrity(damage: string | undefined): Check {
  return check("integrity", damage === undefined, {
    measured: damage ?? "SHA-256 and list of contents as they must be",
    bound: "every byte as it was written",
  });
}

/** The backup is young enough. */
export function freshness(
  shows: Date | undefined,
  now: number,
  maxAge: number,
): Check {
  const age = shows === undefined ? Infinity : now - shows.getTime();
  return check("freshness", age <= maxAge, {
    measured: shows === undefined
      ? "it shows no order by which to tell its age"
      : `${ageText(shows.toISOString(), now)} old`,
    bound: `${formatDuration(maxAge)} old at most`,
  });
}

/** It could be loaded. */
export function restored(problem: string | undefined): Check {
  return check("restore", problem === undefined, {
    measured: problem ?? "loaded, in one transaction",
    bound: "pg_restore ends with 0",
  });
}

/** Tables, columns, constraints, indexes, triggers and functions are there. */
export function structure(wanted: Fingerprint, found: Fingerprint): Check {
  const words = differences(wanted, found).structure;
  return check("structure", words.length === 0, {
    measured: words.length === 0
      ? `${found.structure.length} of ${wanted.structure.length} parts`
      : some(words),
    bound: `${wanted.structure.length} parts, none more`,
  });
}

/** Each table has its rows, and not other ones. */
export function volume(wanted: Fingerprint, found: Fingerprint): Check {
  const words = differences(wanted, found).volume;
  const rows = wanted.tables.reduce((sum, table) => sum + table.rows, 0);
  return check("volume", words.length === 0, {
    measured: words.length === 0 ? `${rows} rows, the same ones` : some(words),
    bound: `${rows} rows in ${wanted.tables.length} tables, by checksum`,
  });
}

/** The shop's own rules hold. */
export async function semantics(sql: postgres.Sql): Promise<Check> {
  const words = await brokenInvariants(sql);
  return check("semantics", words.length === 0, {
    measured: words.length === 0
      ? `${INVARIANT_COUNT} of ${INVARIANT_COUNT} rules hold`
      : some(words),
    bound: `${INVARIANT_COUNT} rules of the shop`,
  });
}

/** The token is there that was written just before. */
export async function canary(
  sql: postgres.Sql,
  token: string,
): Promise<Check> {
  const isThere = await hasCanary(sql, token);
  return check("canary", isThere, {
    measured: isThere ? token : "it is not there",
    bound: token,
  });
}

/**
 * Orders of before the backup are there: of the live database, not of another
 * one, and all of them.
 */
export async function sameOrders(
  live: postgres.Sql,
  found: postgres.Sql,
  shows: Date,
): Promise<Check> {
  const until = new Date(shows.getTime() - IN_FLIGHT_MS);
  const wanted = await ordersUntil(live, until);
  const there = await ordersUntil(found, until).catch(() => undefined);
  const isSame = there !== undefined && there.count === wanted.count &&
    there.checksum === wanted.checksum;
  return check("orders", isSame, {
    measured: there === undefined
      ? "it has no orders to compare"
      : there.count === wanted.count && !isSame
      ? `${there.count} orders, but not the same ones: another database?`
      : `${there.count} orders from before it was taken`,
    bound: `${wanted.count} orders, as the live database has them`,
  });
}

/** Server and database of the backup are those that live. */
export function origin(
  { server, database }: Manifest,
  live: { readonly systemIdentifier: string; readonly database: string },
): Check {
  const isSame = server.systemIdentifier === live.systemIdentifier &&
    database === live.database;
  return check("origin", isSame, {
    measured: `${database} of server ${server.systemIdentifier}`,
    bound: `${live.database} of server ${live.systemIdentifier}`,
  });
}

/** The moment that a restored database shows, as far as its orders tell. */
export async function momentOf(
  sql: postgres.Sql,
): Promise<Date | undefined> {
  return await newestOrder(sql).catch(() => undefined); // no such table
}

/** A customer bought a ticket from the shop on the restored database. */
export function firstOrder(problem: string | undefined, event: number): Check {
  return check("first order", problem === undefined, {
    measured: problem ?? `a ticket of event ${event} was sold`,
    bound: "a customer buys a ticket",
  });
}

function check(
  name: string,
  holds: boolean,
  words: Pick<Check, "measured" | "bound">,
): Check {
  return { name, verdict: holds ? "pass" : "fail", ...words };
}

function some(words: readonly string[]): string {
  const more = words.length - 3;
  return words.slice(0, 3).join("; ") + (more > 0 ? `; and ${more} more` : "");
}
