/**
 * An archive: copies of the server's files, and every change since, so that any
 * moment can be had again. A dump gives the moments at which it was taken; this
 * loses seconds, or nothing.
 *
 *     ARCHIVE/archive.json                  whose archive it is
 *     ARCHIVE/base_20261124T020000Z/        a copy of the server's files
 *     ARCHIVE/base_20261124T020000Z.json    when and where it begins and ends
 *     ARCHIVE/wal/                          its log of changes, by segments
 *
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import { readBaseManifest } from "./archive_manifest.ts";
import { namesIn } from "./segment.ts";

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
  readonly timeline: number;
  /** The first segment of the log of changes that it needs. */
  readonly startSegment: string;
  readonly systemIdentifier: string;
}

const NAME = /^base_\d{8}T\d{6}Z$/;

/** The name of a copy that was complete at `at`; what counts is its manifest. */
export function basePath(archive: string, at: Date): string {
  const time = at.toISOString().replace(/[-:]|\.\d+/g, "");
  return `${archive}/base_${time}`;
}

/**
 * The first segment that a copy needs, as the server wrote it into the copy.
 * @param label text of its `backup_label`
 */
export function startSegmentIn(label: string): string {
  const found = /^START WAL LOCATION: .* \(file ([0-9A-F]{24})\)/m.exec(label);
  if (found?.[1] !== undefined) return found[1];
  throw new CouldNotRun("its backup_label does not say where it begins");
}

/** All complete copies, the oldest first. */
export async function readBases(archive: string): Promise<readonly Base[]> {
  const bases: Base[] = [];
  for (const name of await namesIn(archive)) {
    if (!NAME.test(name)) continue;
    const path = `${archive}/${name}`;
    const found = await readBaseManifest(path);
    if (found === undefined) continue; // it was interrupted
    const { ended, timeline, startSegment, systemIdentifier } = found;
    const at = new Date(ended);
    bases.push({ path, at, timeline, startSegment, systemIdentifier });
  }
  return oldestFirst(bases);
}

/**
 * By the log of changes, which only goes on, and not by a clock, that may have
 * been set back between two copies.
 */
export function oldestFirst(bases: readonly Base[]): readonly Base[] {
  const key = ({ startSegment, at }: Base): string =>
    startSegment + at.toISOString();
  return bases.toSorted((a, b) => key(a) < key(b) ? -1 : 1);
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
        : `the first base backup was complete at ${first.at.toISOString()}`),
  );
}
