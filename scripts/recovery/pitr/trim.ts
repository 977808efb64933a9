/**
 * The files that an archive no longer needs: old copies, and the log of changes
 * from before the oldest copy that stays. Decided once, then printed or
 * removed.
 * @module
 */

import { baseManifestOf } from "./archive_manifest.ts";
import { placeOf, segmentsIn } from "./segment.ts";
import { type Base, walOf } from "./wal_archive.ts";

/** The files to remove. */
export interface TrimPlan {
  /** In this order: without its manifest, a copy counts no more. */
  readonly paths: readonly string[];
  /** The removed files and the reasons, each a sentence. */
  readonly notes: readonly string[];
}

/**
 * Decides it. A moment can be had from a copy and all changes since; so nothing
 * goes while there is no copy, and no segment that a copy that stays begins with.
 * @param bases complete copies, the oldest first
 * @param names of the files in the log of changes
 * @param keep how many copies stay, at least 1
 */
export function planTrim(
  archive: string,
  bases: readonly Base[],
  names: readonly string[],
  keep: number,
): TrimPlan {
  const old = bases.slice(0, -keep);
  const [oldest] = bases.slice(-keep);
  if (oldest === undefined) {
    return {
      paths: [],
      notes: ["Nothing goes: without a copy, every change is needed."],
    };
  }
  // Whatever its timeline: what comes before the copy is in the copy.
  const first = placeOf(oldest.startSegment);
  const segments = segmentsIn(names).filter((one) => placeOf(one) < first);
  const [from] = segments;
  return {
    paths: [
      ...old.flatMap(({ path }) => [baseManifestOf(path), path]),
      ...segments.map((name) => `${walOf(archive)}/${name}`),
    ],
    notes: [
      ...old.map(({ path }) => `${path} goes: the newest ${keep} copies stay.`),
      from === undefined
        ? `No change goes: ${oldest.path} begins with ${oldest.startSegment}.`
        : `${segments.length} segments of the log go, ${from} to ` +
          `${segments.at(-1)}: ${oldest.path} begins with ` +
          `${oldest.startSegment}.`,
    ],
  };
}

/** Removes what the plan says. */
export async function trim({ paths }: TrimPlan): Promise<void> {
  for (const path of paths) await Deno.remove(path, { recursive: true });
}
