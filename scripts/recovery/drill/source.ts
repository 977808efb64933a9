/**
 * The backup to restore: one with its manifest, or a bare dump that
 * an engineer made by hand.
 * @module
 */

import { createHash } from "node:crypto";
import {
  type Bytes,
  dumpProblem,
  type GoodBackup,
  type Manifest,
  openDump,
  type Store,
} from "../backup/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { clientOutput, type Clients } from "../../adapters/postgres/mod.ts";

/** The backup to restore. */
export interface Source {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Undefined for a bare dump. */
  readonly manifest: Manifest | undefined;
  /** In clear text. */
  open(): Promise<Bytes>;
  /** The problem of its bytes; undefined: there is none. */
  damage(clients: Clients): Promise<string | undefined>;
}

/**
 * A backup of a store.
 * @throws {CouldNotRun} when it is encrypted, and no key was given
 */
export function backupSource(
  store: Store,
  { id, manifest }: GoodBackup,
  identity: string | undefined,
): Source {
  if (manifest.dump.encryption !== "none" && identity === undefined) {
    throw new CouldNotRun(
      `Cannot drill ${id}: it is encrypted; give its private key with ` +
        "--identity FILE",
    );
  }
  const open = (): Promise<Bytes> => openDump(store, manifest, identity);
  return {
    name: id,
    bytes: manifest.dump.bytes,
    sha256: manifest.dump.sha256,
    manifest,
    open,
    damage: async (clients) =>
      await dumpProblem(store, manifest) ?? await unreadable(open, clients),
  };
}

/** A bare dump. @throws {CouldNotRun} when there is no such file */
export async function fileSource(path: string): Promise<Source> {
  const open = async (): Promise<Bytes> => (await Deno.open(path)).readable;
  const hash = createHash("sha256");
  let bytes = 0;
  try {
    for await (const chunk of await open()) {
      hash.update(chunk);
      bytes += chunk.length;
    }
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) throw cause;
    throw new CouldNotRun(
      `Cannot read ${path}: it is not there. Check the path`,
      { cause },
    );
  }
  return {
    name: path,
    bytes,
    sha256: hash.digest("hex"),
    manifest: undefined,
    open,
    damage: async (clients) =>
      bytes === 0 ? "it is empty, 0 bytes" : await unreadable(open, clients),
  };
}

/** pg_restore reads its list of contents, which is at the beginning. */
async function unreadable(
  open: () => Promise<Bytes>,
  clients: Clients,
): Promise<string | undefined> {
  try {
    const list = clients.invocation("pg_restore", ["--list"]);
    await clientOutput(list, await open());
    return undefined;
  } catch (error) {
    // It has read what it wanted, and ended well; the rest has a digest.
    if (error instanceof Deno.errors.BrokenPipe) return undefined;
    return error instanceof Error ? error.message : String(error);
  }
}
