/**
 * The backups of a store, and whether each can be trusted by what is written
 * about it. Whether one can be restored, only a restore tells.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import { unseal } from "../../lib/seal/mod.ts";
import { checked } from "./checked.ts";
import {
  MANIFEST,
  type Manifest,
  manifestFile,
  manifestSchema,
} from "./manifest.ts";
import { readText, type Store } from "./store.ts";

/** A backup, as far as its manifest and its size tell. */
export interface Backup {
  readonly id: string;
  readonly manifest: Manifest | undefined;
  /** Its problems. */
  readonly problem: string | undefined;
}

/** A backup that nothing speaks against. */
export interface GoodBackup extends Backup {
  readonly manifest: Manifest;
  readonly problem: undefined;
}

/** All backups, by database, the newest first. */
export async function listBackups(store: Store): Promise<readonly Backup[]> {
  const files = await store.list();
  const sizes = new Map(files.map(({ name, bytes }) => [name, bytes]));
  const ids = files.flatMap(({ name }) =>
    /^(.+_\d{8}T\d{6}Z)\.json$/.exec(name)?.[1] ?? []
  );
  const backups = await Promise.all(ids.map(async (id): Promise<Backup> => {
    const read = await readManifest(store, id);
    if ("problem" in read) {
      return { id, manifest: undefined, problem: read.problem };
    }
    const { file, bytes } = read.manifest.dump;
    const size = sizes.get(file);
    const problem = size === undefined
      ? `${file} is missing`
      : size === bytes
      ? undefined
      : `${file} has ${size} bytes, must have ${bytes}`;
    return { id, manifest: read.manifest, problem };
  }));
  return newestFirst(backups);
}

/**
 * Sorts by what manifests have on record, and never by clocks of files or by
 * names. Those that cannot be read come last, since nothing is known of them.
 */
export function newestFirst(backups: readonly Backup[]): readonly Backup[] {
  return backups.toSorted((a, b) => {
    const [one, other] = [a.manifest, b.manifest];
    if (one === undefined || other === undefined) {
      return Number(one === undefined) - Number(other === undefined) ||
        compare(b.id, a.id);
    }
    return compare(one.database, other.database) ||
      other.number - one.number ||
      compare(other.ended, one.ended) || compare(b.id, a.id);
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The number of the next backup of a database. */
export function nextNumber(
  backups: readonly Backup[],
  database: string,
): number {
  return 1 + Math.max(
    0,
    ...backups.flatMap(({ manifest }) =>
      manifest?.database === database ? [manifest.number] : []
    ),
  );
}

/** Whether nothing speaks against it. */
export function isGood(backup: Backup): backup is GoodBackup {
  return backup.manifest !== undefined && backup.problem === undefined;
}

/**
 * Reads every byte and holds it against the manifest.
 * @returns what is wrong; undefined: nothing
 */
export async function dumpProblem(
  store: Store,
  { dump }: Manifest,
): Promise<string | undefined> {
  const stored = await store.read(dump.file);
  try {
    for await (const _ of stored.pipeThrough(checked(dump))) { /* read on */ }
    return undefined;
  } catch (error) {
    if (error instanceof CouldNotRun) return error.message;
    throw error;
  }
}

async function readManifest(
  store: Store,
  id: string,
): Promise<{ manifest: Manifest } | { problem: string }> {
  const text = await readText(store, manifestFile(id));
  const read = await unseal(text, manifestSchema);
  const format = formatIn(text);
  if ("problem" in read && format !== undefined && format !== MANIFEST) {
    return {
      problem: `${manifestFile(id)} has the format ${format}, and this ` +
        `program reads ${MANIFEST}; use the version that wrote it`,
    };
  }
  if ("problem" in read) {
    return { problem: `${manifestFile(id)}: ${read.problem}` };
  }
  return read.content.id === id
    ? { manifest: read.content }
    : { problem: `${manifestFile(id)} is about ${read.content.id}` };
}

/** The format that a manifest says it has. */
function formatIn(text: string): string | undefined {
  return /"schema": *"(quickticket-backup\/\d+)"/.exec(text)?.[1];
}
