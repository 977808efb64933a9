/**
 * Which backup a restore or a drill takes.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import {
  type Backup,
  databaseOf,
  type GoodBackup,
  isGood,
  listBackups,
} from "./catalog.ts";
import { databasePart } from "./manifest.ts";
import type { Store } from "./store.ts";

/** What is asked for. */
export interface Wanted {
  /** A backup's id; undefined: the newest good one. */
  readonly id: string | undefined;
  /** The database that is to be brought back; undefined: it is not known. */
  readonly database: string | undefined;
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
 * Chooses. A store may hold several databases, and the newest backup of another
 * one must never take this one's place just because nobody gave an id.
 * @param backups the newest first
 * @param where the store, for messages
 * @throws {CouldNotRun} when there is no such backup, or it is not good
 */
export function chosenFrom(
  backups: readonly Backup[],
  { id, database }: Wanted,
  where: string,
): GoodBackup {
  if (id !== undefined) return named(backups, id, where);
  const candidates = candidatesFor(backups, database, where);
  const newest = candidates.find(isGood);
  if (newest !== undefined) return newest;
  const bad = candidates.map((one) => `\n  ${one.id}: ${one.problem}`).join("");
  throw new CouldNotRun(
    `Cannot find a good backup in ${where}` +
      (bad === "" ? ": make one with deno task backup" : `:${bad}`),
  );
}

function named(
  backups: readonly Backup[],
  id: string,
  where: string,
): GoodBackup {
  const found = backups.find((one) => one.id === id);
  if (found === undefined) {
    throw new CouldNotRun(
      `Cannot find backup ${id} in ${where}: there are ` +
        (backups.map((one) => one.id).join(", ") || "none"),
    );
  }
  if (isGood(found)) return found;
  throw new CouldNotRun(`Cannot use backup ${id}: ${found.problem}`);
}

/**
 * The database's own backups. When it has none, those of the only other
 * database in the store: a restore into a database of a new name.
 */
function candidatesFor(
  backups: readonly Backup[],
  database: string | undefined,
  where: string,
): readonly Backup[] {
  if (database === undefined) return backups;
  const byDatabase = Map.groupBy(backups, ({ id }) => databaseOf(id));
  const own = byDatabase.get(databasePart(database));
  if (own !== undefined) return own;
  const [only = [], ...others] = [...byDatabase.values()];
  if (others.length === 0) return only;
  throw new CouldNotRun(
    `Cannot choose a backup: ${where} has none of ${database}, but backups ` +
      `of ${[...byDatabase.keys()].toSorted().join(", ")}; name one by its ID`,
  );
}
