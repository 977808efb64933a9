/**
 * The parts of a database URL, read once for the driver and for PostgreSQL's
 * own programs, so that both reach the same server and the same database.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";

/** Where a database is, and who asks. */
export interface Address {
  /** A name, an IP address without brackets, or the folder of a socket. */
  readonly host: string;
  readonly port: number;
  /** Empty when the URL names none; the system's user asks then. */
  readonly user: string;
  /** Empty when the URL has none. */
  readonly password: string;
  /** Empty when the URL names none. */
  readonly database: string;
  readonly sslmode: string | undefined;
  /** Settings for the session, as `PGOPTIONS` has them. */
  readonly options: string | undefined;
  readonly applicationName: string | undefined;
}

/** Both are the same; libpq knows both. */
export const PROTOCOLS = ["postgres", "postgresql"] as const;

/** The parameters that may stand after the question mark. */
const PARAMETERS = [
  "host",
  "port",
  "sslmode",
  "options",
  "application_name",
  "connect_timeout",
];

/** Of libpq. */
const SSL_MODES = [
  "disable",
  "allow",
  "prefer",
  "require",
  "verify-ca",
  "verify-full",
];

const DEFAULT_PORT = 5432;

/**
 * Reads a URL.
 * @throws {CouldNotRun} with a sentence that shows no password
 */
export function addressOf(databaseUrl: string): Address {
  const problem = addressProblem(databaseUrl);
  if (problem !== undefined) {
    throw new CouldNotRun(`Cannot use the database URL: ${problem}`);
  }
  return read(databaseUrl);
}

/**
 * The problem of a URL, without its password.
 * @returns undefined when nothing is
 */
export function addressProblem(databaseUrl: string): string | undefined {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(databaseUrl)?.[1];
  if (scheme === undefined || !isOurs(scheme.toLowerCase())) {
    return "it must start with postgres:// or postgresql://";
  }
  const encoding = encodingProblem(databaseUrl);
  if (encoding !== undefined) return encoding;
  if (!URL.canParse(databaseUrl)) return unreadable(databaseUrl);
  const { hostname, searchParams, hash, pathname, search } = new URL(
    databaseUrl,
  );
  // Otherwise a piece of the password would count as the rest of the URL.
  if (hash !== "") return "a # in it must be written %23";
  if (search.includes("@")) return "a ? in a password must be written %3F";
  if (pathname.includes("@")) return "a / in a password must be written %2F";
  for (const name of searchParams.keys()) {
    if (!PARAMETERS.includes(name)) return parameterProblem(name);
  }
  if (hostname === "" && !searchParams.has("host")) {
    return "it names no host; write 127.0.0.1 for this machine, or " +
      "?host=/var/run/postgresql for a socket";
  }
  const { host, port, sslmode } = read(databaseUrl);
  if (host.includes(",")) return ONE_HOST;
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    return "its port must be a number from 1 to 65535";
  }
  return sslmode === undefined || SSL_MODES.includes(sslmode)
    ? undefined
    : `sslmode must be one of ${SSL_MODES.join(", ")}`;
}

const ONE_HOST = "it names several hosts, but backups and migrations need " +
  "one; name the primary";

function isOurs(scheme: string): boolean {
  return PROTOCOLS.some((one) => one === scheme);
}

function parameterProblem(name: string): string {
  if (name === "search_path" || name === "currentSchema") {
    return `its parameter ${name} is not supported, because the shop lives in ` +
      "the schema public; leave it out";
  }
  return `its parameter ${name} is not supported; the supported ones are ` +
    PARAMETERS.join(", ");
}

function encodingProblem(databaseUrl: string): string | undefined {
  return /%(?![0-9A-Fa-f]{2})/.test(databaseUrl) || !decodes(databaseUrl)
    ? "a % in it must be followed by two hexadecimal digits; write %25 for " +
      "the sign itself"
    : undefined;
}

function decodes(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function unreadable(databaseUrl: string): string {
  const authority = databaseUrl.replace(/^[^/]*\/\//, "").split(/[/?#]/)[0] ??
    "";
  if (authority.replace(/^.*@/, "").includes(",")) return ONE_HOST;
  return "it must look like postgres://user:password@host:5432/name; in a " +
    "password, write %40 for @, %2F for /, %3A for :, %23 for # and %3F for ?";
}

function read(databaseUrl: string): Address {
  const { hostname, port, username, password, pathname, searchParams } =
    new URL(databaseUrl);
  const parameter = (name: string): string | undefined =>
    searchParams.get(name) ?? undefined;
  // An IPv6 address has brackets in a URL alone.
  const named = decodeURIComponent(hostname).replace(/^\[(.*)\]$/, "$1");
  return {
    host: parameter("host") ?? named,
    port: Number(port || parameter("port") || DEFAULT_PORT),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.replace(/^\//, "")),
    sslmode: parameter("sslmode"),
    options: parameter("options"),
    applicationName: parameter("application_name"),
  };
}

/** Name of the database in a URL; empty when it names none. */
export function databaseIn(databaseUrl: string): string {
  return addressOf(databaseUrl).database;
}

/** The same server, another database. */
export function urlOfDatabase(databaseUrl: string, name: string): string {
  const url = new URL(databaseUrl);
  url.pathname = encodeURIComponent(name);
  return url.href;
}

/** A URL as people may see it. */
export function withoutPassword(databaseUrl: string): string {
  if (!URL.canParse(databaseUrl)) return "the database";
  const shown = new URL(databaseUrl);
  if (shown.password !== "") shown.password = "***";
  return shown.href;
}
