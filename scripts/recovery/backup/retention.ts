/**
 * Which backups may go. The newest good ones stay, and so does whatever is
 * newer than the oldest of them; a store without enough good ones loses none.
 * @module
 */

import { type Backup, isGood, timeOf } from "./catalog.ts";

/**
 * Those to remove.
 * @param backups the newest first
 * @param keep how many good ones stay of each database, at least 1
 */
export function outdated(
  backups: readonly Backup[],
  keep: number,
): readonly Backup[] {
  const databases = Map.groupBy(backups, ({ id }) => databaseOf(id));
  return [...databases.values()].flatMap((own) => {
    const last = own.filter(isGood)[keep - 1];
    if (last === undefined) return [];
    return own.filter(({ id }) => timeOf(id) < timeOf(last.id));
  });
}

function databaseOf(id: string): string {
  return id.slice(0, id.lastIndexOf("_"));
}
