/**
 * Client programs that are installed here.
 * @module
 */

import { runProgram } from "../../lib/process/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { type Clients, databaseAndServer, majorOf } from "./client.ts";
import { addressOf } from "./address.ts";
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
        : [...databaseAndServer(program, databaseUrl), ...args],
      env: databaseUrl === undefined ? {} : libpqEnv(databaseUrl),
    }),
  };
}

function pathOf(folder: string, program: string): string {
  return folder === "" ? program : `${folder}/${program}`;
}

/**
 * By the environment: every user of the machine sees a command line. An
 * empty value counts as none, so that the program finds ~/.pgpass by itself, and
 * a variable of the user cannot lead it to another server than the URL's, or to
 * a session that shows something else.
 */
export function libpqEnv(
  databaseUrl: string,
): Readonly<Record<string, string>> {
  const address = addressOf(databaseUrl);
  return {
    PGHOST: address.host,
    PGHOSTADDR: "",
    PGPORT: String(address.port),
    PGUSER: address.user,
    ...address.password === "" ? {} : { PGPASSWORD: address.password },
    PGDATABASE: address.database,
    PGTARGETSESSIONATTRS: "any",
    PGOPTIONS: address.options ?? "",
    LC_ALL: "C", // what it says is shown among our own words
    ...address.sslmode === undefined ? {} : { PGSSLMODE: address.sslmode },
    ...address.applicationName === undefined
      ? {}
      : { PGAPPNAME: address.applicationName },
  };
}
