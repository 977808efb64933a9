/**
 * The database that the variables of events name.
 * @module
 */

import { EVENTS_ENV } from "../../../services/events/mod.ts";

/** Its URL. An empty variable counts as unset, as everywhere. */
export function databaseUrlOf(
  env: (name: string) => string | undefined,
): string {
  const { dbHost, dbPort, dbName, dbUser, dbPass } = EVENTS_ENV;
  const [host, port, name, user, password] = [
    dbHost,
    dbPort,
    dbName,
    dbUser,
    dbPass,
  ].map((variable) =>
    encodeURIComponent(env(variable.name) || String(variable.fallback))
  );
  return `postgres://${user}:${password}@${host}:${port}/${name}`;
}
