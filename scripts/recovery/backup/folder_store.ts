/**
 * A folder as a store. A file gets its name when all of it is on the disk.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import type { Store, StoredFile } from "./store.ts";

/** The ending of an unfinished file's name. */
const PART = ".part";

/**
 * A partial file of a process that died; younger ones may still be written
 * (ms).
 */
const ABANDONED_MS = 24 * 3_600_000;

/** The store. The folder is made when something is written. */
export function folderStore(folder: string): Store {
  const pathOf = (name: string): string => `${folder}/${name}`;
  return {
    where: folder,
    async list() {
      const files: StoredFile[] = [];
      try {
        for await (const { name, isFile } of Deno.readDir(folder)) {
          if (!isFile || name.endsWith(PART)) continue;
          const { size: bytes, mtime } = await Deno.stat(pathOf(name));
          files.push({ name, bytes, modified: mtime ?? new Date(0) });
        }
      } catch (error) {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
      }
      return files;
    },
    async read(name) {
      try {
        return (await Deno.open(pathOf(name))).readable;
      } catch (error) {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
        throw new CouldNotRun(`Cannot read ${pathOf(name)}: it is not there`);
      }
    },
    async write(name, bytes) {
      await Deno.mkdir(folder, { recursive: true });
      await removeAbandoned(folder);
      const part = `${pathOf(name)}.${Deno.pid}${PART}`;
      try {
        const file = await Deno.open(part, {
          write: true,
          createNew: true,
          mode: 0o600, // customers' data
        });
        try {
          for await (const chunk of bytes) await writeAll(file, chunk);
          await file.sync();
        } finally {
          file.close();
        }
        await Deno.link(part, pathOf(name)); // unlike a rename, never replaces
      } catch (error) {
        if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
        throw new CouldNotRun(
          `Cannot write ${pathOf(name)}: there is one already`,
        );
      } finally {
        await Deno.remove(part).catch(() => {}); // it was never made
      }
    },
    remove: (name) => Deno.remove(pathOf(name)),
  };
}

async function writeAll(file: Deno.FsFile, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.length;) {
    written += await file.write(bytes.subarray(written));
  }
}

async function removeAbandoned(folder: string): Promise<void> {
  for await (const { name } of Deno.readDir(folder)) {
    if (!name.endsWith(PART)) continue;
    const path = `${folder}/${name}`;
    const { mtime } = await Deno.stat(path);
    const age = Date.now() - (mtime?.getTime() ?? 0);
    if (age > ABANDONED_MS) await Deno.remove(path);
  }
}
