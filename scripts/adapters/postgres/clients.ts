/**
 * PostgreSQL's own client programs: pg_dump and its kin, as new as the server or
 * newer, wherever they are to be had.
 * @module
 */

import type postgres from "postgres";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import type { Clients, Place } from "./client.ts";
import { composeClients, dockerClients, podClients } from "./in_container.ts";
import { installedClients } from "./installed.ts";
import { readServer } from "./server.ts";

/** From the quickest to the dearest. */
const PLACES: readonly Place[] = [
  installedClients,
  composeClients,
  podClients,
  dockerClients,
];

/**
 * Finds programs that fit the server.
 * @throws {CouldNotRun} telling of each place why it does not do
 */
export async function findClients(
  sql: postgres.Sql,
  databaseUrl: string,
  places: readonly Place[] = PLACES,
): Promise<Clients> {
  const server = await readServer(sql);
  const reasons: string[] = [];
  for (const place of places) {
    const found = await place(server, databaseUrl);
    if (typeof found !== "string") return found;
    reasons.push(`  ${found}`);
  }
  throw new CouldNotRun(
    `Cannot find pg_dump of PostgreSQL ${server.major} or newer:\n` +
      `${reasons.join("\n")}\n` +
      `Install it (postgresql-client-${server.major}), or start Docker.`,
  );
}
