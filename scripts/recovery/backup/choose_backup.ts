/**
 * Which backup a restore or a drill takes. A store may hold several databases of
 * several servers, and what is newest there says nothing about whose it is.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import {
  type Backup,
  type GoodBackup,
  isGood,
  listBackups,
} from "./catalog.ts";
import type { Store } from "./store.ts";

/** The requested backup. */
export interface Wanted {
  /** A backup's ID; undefined: the newest good one. */
  readonly id: string | undefined;
  /** The database that it must be of; undefined: any, because an ID names it. */
  readonly database: string | undefined;
  /** The server to which it belongs; undefined: it is not known. */
  readonly server: string | undefined;
  /**
   * Whether a backup of another server will do when this one has none: a server
   * that lost its disk comes back as another one. `one` wants all of them to be
   * of the same server, since the newest of several may be a stranger's.
   */
  readonly otherServer: "none" | "one" | "any";
}

/**
 * Reads the store and chooses.
 * @throws {CouldNotRun} when there is no such backup, or it is not good
 */
export async function chooseBackup(
  store: Store,
  wanted: Wanted,
): Promise<GoodBackup> {
  return chosenFrom(await listBackups(store), wanted, store.where);
}

/**
 * Chooses.
 * @param backups the newest first
 * @param where the store, for messages
 * @throws {CouldNotRun} when there is no such backup, or it is not good
 */
export function chosenFrom(
  backups: readonly Backup[],
  wanted: Wanted,
  where: string,
): GoodBackup {
  if (wanted.id !== undefined) return named(backups, wanted.id, wanted, where);
  const own = ofDatabase(backups, wanted.database, where);
  const candidates = ofServer(own, wanted, where);
  const newest = candidates.find(isGood);
  if (newest !== undefined) return newest;
  // A manifest that cannot be read may be that of the newest one.
  const unread = backups.filter(({ manifest }) => manifest === undefined);
  const bad = [...candidates, ...unread]
    .map((one) => `\n  ${one.id}: ${one.problem}`).join("");
  throw new CouldNotRun(
    `Cannot find a good backup in ${where}` +
      (bad === "" ? ": make one with deno task backup" : `:${bad}`),
  );
}

function named(
  backups: readonly Backup[],
  id: string,
  { database, server, otherServer }: Wanted,
  where: string,
): GoodBackup {
  const found = backups.find((one) => one.id === id);
  if (found === undefined) {
    throw new CouldNotRun(
      `Cannot find backup ${id} in ${where}: there are ` +
        (backups.map((one) => one.id).join(", ") || "none"),
    );
  }
  if (!isGood(found)) {
    throw new CouldNotRun(`Cannot use backup ${id}: ${found.problem}`);
  }
  const { manifest } = found;
  if (database !== undefined && manifest.database !== database) {
    throw new CouldNotRun(
      `Cannot use backup ${id}: it is of the database ${manifest.database}, ` +
        `and not of ${database}`,
    );
  }
  const other = manifest.server.systemIdentifier;
  if (
    otherServer === "none" && server !== undefined && other !== server
  ) {
    throw new CouldNotRun(
      `Cannot use backup ${id}: it is of the server ${other}, and not of ` +
        server,
    );
  }
  return found;
}

/** Readable ones of the database. */
function ofDatabase(
  backups: readonly Backup[],
  database: string | undefined,
  where: string,
): readonly Backup[] {
  const byDatabase = Map.groupBy(
    backups.filter(({ manifest }) => manifest !== undefined),
    ({ manifest }) => manifest?.database ?? "",
  );
  const names = [...byDatabase.keys()].toSorted();
  if (database === undefined) {
    const [only, ...others] = byDatabase.values();
    if (others.length === 0) return only ?? [];
    throw new CouldNotRun(
      `Cannot choose a backup: ${where} has backups of ${names.join(", ")}; ` +
        "name one by its ID",
    );
  }
  const own = byDatabase.get(database);
  if (own !== undefined || names.length === 0) return own ?? [];
  throw new CouldNotRun(
    `Cannot choose a backup: ${where} has none of ${database}, but backups of ` +
      `${names.join(", ")}; name one by its ID, and where it goes with --into`,
  );
}

/** Those of the server; where it has none, those of the only other one. */
function ofServer(
  backups: readonly Backup[],
  { database, server, otherServer }: Wanted,
  where: string,
): readonly Backup[] {
  const byServer = Map.groupBy(
    backups,
    ({ manifest }) => manifest?.server.systemIdentifier ?? "",
  );
  const own = server === undefined ? undefined : byServer.get(server);
  if (own !== undefined || byServer.size === 0) return own ?? [];
  const ids = [...byServer.keys()].toSorted().join(" and ");
  if (server !== undefined && otherServer === "none") {
    throw new CouldNotRun(
      `Cannot choose a backup: ${where} has none of ${database} of the server ` +
        `${server}, but of the server ${ids}; make one with deno task backup`,
    );
  }
  if (otherServer === "any" || byServer.size === 1) return backups;
  throw new CouldNotRun(
    `Cannot choose a backup of ${database}: ${where} has backups of the ` +
      `servers ${ids}; name one by its ID`,
  );
}
