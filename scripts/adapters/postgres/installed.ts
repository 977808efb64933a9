/**
 * Client programs that are installed here.
 * @module
 */

import { runProgram } from "../../lib/process/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { type Clients, databaseWord, majorOf } from "./client.ts";
import { databaseIn } from "./connect.ts";
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
  server: Server,
): Promise<Clients | string> {
  return await installedWith([], server);
}

/**
 * The same, with other programs that must be there too: Debian puts pg_dump on
 * PATH and leaves pg_verifybackup in the folder of its version.
 */
export async function installedWith(
  programs: readonly string[],
  { major }: Server,
): Promise<Clients | string> {
  const tried: string[] = [];
  for (const folder of ["", ...foldersOf(major)]) {
    const version = await versionIn(folder, "pg_dump");
    if (version === undefined) continue;
    const where = folder === "" ? "on PATH" : folder;
    if (majorOf(version) < major) tried.push(`${where} is ${version}`);
    else {
      const missing = await missingIn(folder, programs);
      if (missing === undefined) return clientsIn(folder, version);
      tried.push(`${where} there is no ${missing}`);
    }
  }
  return tried.length === 0
    ? "pg_dump is not installed here"
    : `installed: ${tried.join("; ")}`;
}

async function missingIn(
  folder: string,
  programs: readonly string[],
): Promise<string | undefined> {
  for (const program of programs) {
    if (await versionIn(folder, program) === undefined) return program;
  }
  return undefined;
}

function foldersOf(major: number): readonly string[] {
  return VERSIONED.map((start) =>
    `${start}${start.endsWith("postgresql") ? "/" : ""}${major}/bin`
  );
}

async function versionIn(
  folder: string,
  program: string,
): Promise<string | undefined> {
  try {
    const { code, stdout } = await runProgram(
      pathOf(folder, program),
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
  const { hostname, port, username, password, searchParams } = new URL(
    databaseUrl,
  );
  const mode = searchParams.get("sslmode");
  return {
    // An IPv6 address has brackets in a URL alone.
    PGHOST: decodeURIComponent(hostname).replace(/^\[(.*)\]$/, "$1"),
    PGPORT: port === "" ? "5432" : port,
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: databaseIn(databaseUrl),
    ...mode === null ? {} : { PGSSLMODE: mode },
  };
}
