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
  /** When the copy was begun; earlier moments cannot be had from it. */
  readonly at: Date;
}

const NAME = /^base_(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** Where a new copy goes. */
export function basePath(archive: string, at: Date): string {
  const time = at.toISOString().replace(/[-:]|\.\d+/g, "");
  return `${archive}/base_${time}`;
}

/** All complete copies, the oldest first. */
export async function readBases(archive: string): Promise<readonly Base[]> {
  const bases: Base[] = [];
  try {
    for await (const { name, isDirectory } of Deno.readDir(archive)) {
      const parts = NAME.exec(name);
      if (!isDirectory || parts === null) continue;
      const [, year, month, day, hour, minute, second] = parts;
      const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}Z`;
      bases.push({ path: `${archive}/${name}`, at: new Date(iso) });
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return bases.toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

/**
 * The newest copy from before `moment`.
 * @throws {CouldNotRun} when there is none
 */
export async function baseBefore(archive: string, moment: Date): Promise<Base> {
  const bases = await readBases(archive);
  const found = bases.findLast(({ at }) => at.getTime() < moment.getTime());
  if (found !== undefined) return found;
  const first = bases[0];
  throw new CouldNotRun(
    `Cannot go back to ${moment.toISOString()}: ` +
      (first === undefined
        ? `${archive} has no base backup; make one: deno task archive base`
        : `the first base backup is of ${first.at.toISOString()}`),
  );
}
