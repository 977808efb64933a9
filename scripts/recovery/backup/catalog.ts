/**
 * The backups of a store, and whether each can be trusted by what is written
 * about it. Whether one can be restored, only a restore tells.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import { unseal } from "../../lib/seal/mod.ts";
import { checked } from "./checked.ts";
import { type Manifest, manifestFile, manifestSchema } from "./manifest.ts";
import { readText, type Store } from "./store.ts";

/** A backup, as far as its manifest and its size tell. */
export interface Backup {
  readonly id: string;
  readonly manifest: Manifest | undefined;
  /** What is wrong with it. */
  readonly problem: string | undefined;
}

/** A backup that nothing speaks against. */
export interface GoodBackup extends Backup {
  readonly manifest: Manifest;
  readonly problem: undefined;
}

/** All backups, the newest first. */
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
  return backups.toSorted((a, b) => timeOf(b.id) < timeOf(a.id) ? -1 : 1);
}

/** The moment in an id: databases of several names share a store. */
export function timeOf(id: string): string {
  return id.slice(id.lastIndexOf("_") + 1);
}

/** Whether nothing speaks against it. */
export function isGood(backup: Backup): backup is GoodBackup {
  return backup.manifest !== undefined && backup.problem === undefined;
}

/**
 * The backup that is asked for; the newest good one without an id.
 * @throws {CouldNotRun} when there is none, or it is not good
 */
export async function chooseBackup(
  store: Store,
  id: string | undefined,
): Promise<GoodBackup> {
  const all = await listBackups(store);
  if (id === undefined) {
    const newest = all.find(isGood);
    if (newest !== undefined) return newest;
    const bad = all.map((one) => `\n  ${one.id}: ${one.problem}`).join("");
    throw new CouldNotRun(
      `Cannot find a good backup in ${store.where}` +
        (bad === "" ? ": make one with deno task backup" : `:${bad}`),
    );
  }
  const found = all.find((one) => one.id === id);
  if (found === undefined) {
    throw new CouldNotRun(
      `Cannot find backup ${id} in ${store.where}: there are ` +
        (all.map((one) => one.id).join(", ") || "none"),
    );
  }
  if (isGood(found)) return found;
  throw new CouldNotRun(`Cannot use backup ${id}: ${found.problem}`);
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
  if ("problem" in read) {
    return { problem: `${manifestFile(id)}: ${read.problem}` };
  }
  return read.content.id === id
    ? { manifest: read.content }
    : { problem: `${manifestFile(id)} is about ${read.content.id}` };
}
