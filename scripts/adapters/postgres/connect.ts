/**
 * A connection of a tool's own.
 * @module
 */

import type postgres from "postgres";
import { type Address, addressOf } from "./address.ts";

/** Options of postgres.js; one connection and no notices by default. */
export type ConnectOptions = postgres.Options<
  Record<string, postgres.PostgresType>
>;

/**
 * The schema of the shop. A role, a database or `PGOPTIONS` may name another
 * one first, and the tools would then make or fill a second, empty shop there.
 */
export const SCHEMA = "public";

/**
 * Connects as soon as the first statement is sent; the caller calls `end`.
 * The driver is loaded here and not at the top, because it reads the process's
 * user when it loads, and most commands never connect.
 */
export async function connectTo(
  databaseUrl: string,
  { connection, ...options }: ConnectOptions = {},
): Promise<postgres.Sql> {
  const address = addressOf(databaseUrl);
  const { default: connect } = await import("postgres");
  return connect({
    max: 1,
    onnotice: () => {},
    // The driver replaces a connection after a while; a lock would go with it.
    max_lifetime: null,
    ...reached(address),
    ...options,
    connection: {
      ...address.options === undefined ? {} : { options: address.options },
      ...address.applicationName === undefined
        ? {}
        : { application_name: address.applicationName },
      ...connection,
      search_path: SCHEMA,
    },
  });
}

/**
 * The driver's own reader cuts IPv6 addresses and keeps "%20" in names. It takes
 * lists of hosts and ports as they are, which its types do not know.
 */
function reached(
  { host, port, user, password, database, sslmode }: Address,
): ConnectOptions {
  const isSocket = host.startsWith("/");
  const place = {
    ...isSocket ? { path: `${host}/.s.PGSQL.${port}` } : {},
    host: [isSocket ? "localhost" : host],
    port: [port],
  } as unknown as Pick<ConnectOptions, "path">;
  return {
    ...place,
    ...user === "" ? {} : { user },
    ...password === "" ? {} : { password },
    ...database === "" ? {} : { database },
    ...ssl(sslmode),
  };
}

function ssl(mode: string | undefined): ConnectOptions {
  switch (mode) {
    case undefined:
    case "disable":
      return {};
    case "allow":
    case "prefer":
    case "require":
      return { ssl: mode };
    default:
      return { ssl: "verify-full" };
  }
}
