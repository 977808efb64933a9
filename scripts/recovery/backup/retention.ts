/**
 * Which backups may go: of one database of one server, so that another with a
 * similar name keeps its own. The newest good ones stay, and so does whatever is
 * newer than the oldest of them; a database without enough good ones loses none.
 * @module
 */

import { type Backup, isGood } from "./catalog.ts";
import { type Manifest, manifestFile } from "./manifest.ts";
import type { Store } from "./store.ts";

/** The owner of the backups. */
export interface Owner {
  readonly database: string;
  /** The server's system identifier. */
  readonly server: string;
}

/** The backups to remove. */
export interface PrunePlan {
  readonly ids: readonly string[];
  /** In this order: without its manifest, what is left counts as no backup. */
  readonly files: readonly string[];
  /** Notes for a person, each a sentence. */
  readonly notes: readonly string[];
}

/**
 * Those to remove, whose manifests tell that they are this owner's.
 * @param backups the newest first
 * @param keep how many good ones stay, at least 1
 */
export function outdated(
  backups: readonly Backup[],
  { database, server }: Owner,
  keep: number,
): readonly Manifest[] {
  const own = backups.filter(({ manifest }) =>
    manifest?.database === database &&
    manifest.server.systemIdentifier === server
  );
  const last = own.filter(isGood)[keep - 1];
  if (last === undefined) return [];
  return own.slice(own.indexOf(last) + 1)
    .flatMap(({ manifest }) => manifest ?? []);
}

/** Decides what is removed. @param stored names of all files of the store */
export function planPrune(
  backups: readonly Backup[],
  stored: ReadonlySet<string>,
  owner: Owner,
  keep: number,
): PrunePlan {
  const gone = outdated(backups, owner, keep);
  return {
    ids: gone.map(({ id }) => id),
    files: gone.flatMap(({ id, dump }) =>
      [manifestFile(id), dump.file].filter((name) => stored.has(name))
    ),
    notes: [
      ...gone.map(({ id }) =>
        `${id} goes: the newest ${keep} good ones of ${owner.database} stay`
      ),
      ...backups.filter(({ manifest }) => manifest === undefined)
        .map(({ id, problem }) =>
          `${id} stays, since its owner is unknown: ${problem}`
        ),
    ],
  };
}

/** Removes what the plan says. */
export async function prune(store: Store, { files }: PrunePlan): Promise<void> {
  for (const name of files) await store.remove(name);
}
