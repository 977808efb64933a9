/**
 * Client programs that are installed here.
 * @module
 */

import { runProgram } from "../../lib/process/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { type Clients, databaseWord, majorOf } from "./client.ts";
import type { Server } from "./server.ts";

/** Where packages put versions side by side. */
const VERSIONED = [
  "/usr/lib/postgresql", // Debian, Ubuntu
  "/usr/pgsql-", // Red Hat: the version follows at once
  "/opt/homebrew/opt/postgresql@",
  "/usr/local/opt/postgresql@",
];

/** The newest that fit: on PATH, else where packages put them. */
export async function installedClients(
  { major }: Server,
): Promise<Clients | string> {
  const tried: string[] = [];
  for (const folder of ["", ...foldersOf(major)]) {
    const version = await versionIn(folder);
    if (version === undefined) continue;
    if (majorOf(version) >= major) return clientsIn(folder, version);
    tried.push(`${folder === "" ? "on PATH" : folder} is ${version}`);
  }
  return tried.length === 0
    ? "pg_dump is not installed here"
    : `installed: ${tried.join("; ")}`;
}

function foldersOf(major: number): readonly string[] {
  return VERSIONED.map((start) =>
    `${start}${start.endsWith("postgresql") ? "/" : ""}${major}/bin`
  );
}

async function versionIn(folder: string): Promise<string | undefined> {
  try {
    const { code, stdout } = await runProgram(
      pathOf(folder, "pg_dump"),
      ["--version"],
    );
    return code === 0 ? stdout : undefined;
  } catch (error) {
    if (error instanceof CouldNotRun) return undefined; // it is not there
    throw error;
  }
}

function clientsIn(folder: string, version: string): Clients {
  return {
    where: folder === "" ? "PATH" : folder,
    version,
    invocation: (program, args, databaseUrl) => ({
      file: pathOf(folder, program),
      args: databaseUrl === undefined
        ? args
        : [...databaseWord(program, databaseUrl), ...args],
      env: databaseUrl === undefined ? {} : libpqEnv(databaseUrl),
    }),
  };
}

function pathOf(folder: string, program: string): string {
  return folder === "" ? program : `${folder}/${program}`;
}

/** By the environment: a command line is seen by everybody on the machine. */
export function libpqEnv(
  databaseUrl: string,
): Readonly<Record<string, string>> {
  const { hostname, port, username, password, pathname, searchParams } =
    new URL(databaseUrl);
  const mode = searchParams.get("sslmode");
  return {
    PGHOST: decodeURIComponent(hostname),
    PGPORT: port === "" ? "5432" : port,
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: decodeURIComponent(pathname.slice(1)),
    ...mode === null ? {} : { PGSSLMODE: mode },
  };
}
