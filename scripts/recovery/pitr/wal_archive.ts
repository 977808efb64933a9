/**
 * An archive: copies of the server's files, and every change since, so that any
 * moment can be had again. A dump gives the moments at which it was taken; this
 * loses seconds, or nothing.
 *
 *     ARCHIVE/base_20261124T020000Z/   a copy of the server's files
 *     ARCHIVE/wal/                     its log of changes, by segments
 *
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";

/** Where the log of changes lies. */
export function walOf(archive: string): string {
  return `${archive}/wal`;
}

/** A copy of the server's files. */
export interface Base {
  readonly path: string;
  /**
   * When the copy was complete. The server needs all changes up to then before
   * it is consistent, so that earlier moments cannot be had from this copy.
   */
  readonly at: Date;
}

const NAME = /^base_(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/**
 * Where a copy goes that was complete at `at`. Names have whole seconds, and a
 * name must not promise a moment from before the end of its copy.
 */
export function basePath(archive: string, at: Date): string {
  const second = new Date(Math.ceil(at.getTime() / 1000) * 1000);
  const time = second.toISOString().replace(/[-:]|\.\d+/g, "");
  return `${archive}/base_${time}`;
}

/** All complete copies, the oldest first. */
export async function readBases(archive: string): Promise<readonly Base[]> {
  const names: string[] = [];
  try {
    for await (const { name, isDirectory } of Deno.readDir(archive)) {
      if (isDirectory) names.push(name);
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return basesIn(archive, names);
}

/** Those of the folders that are complete copies, the oldest first. */
export function basesIn(
  archive: string,
  names: readonly string[],
): readonly Base[] {
  return names.flatMap((name) => {
    const parts = NAME.exec(name);
    if (parts === null) return [];
    const [, year, month, day, hour, minute, second] = parts;
    const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
    return [{ path: `${archive}/${name}`, at: new Date(iso) }];
  }).toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

/**
 * The newest copy that was complete by `moment`.
 * @param bases the oldest first
 * @throws {CouldNotRun} when there is none
 */
export function baseBefore(
  archive: string,
  bases: readonly Base[],
  moment: Date,
): Base {
  const found = bases.findLast(({ at }) => at.getTime() <= moment.getTime());
  if (found !== undefined) return found;
  const first = bases[0];
  throw new CouldNotRun(
    `Cannot go back to ${moment.toISOString()}: ` +
      (first === undefined
        ? `${archive} has no base backup; make one: deno task archive base`
        : `the first base backup is of ${first.at.toISOString()}`),
  );
}
