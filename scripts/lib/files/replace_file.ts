/**
 * Results are written beside the old file, and then take its name. A tool that
 * is killed, or a disk that is full, therefore never leaves half a file, nor an
 * empty one where a good one was. The lint rule `house/whole-files` keeps every
 * tool on this way.
 * @module
 */

import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** The name of an unfinished file; `.gitignore` knows it, too. */
const PART = ".part";

/** How a file is written. */
export interface WriteOptions {
  /** Permission bits, e.g. 0o600; without it those of the old file stay. */
  readonly mode?: number;
}

let parts = 0;

/**
 * Replaces a file as a whole, or makes it; the folder must exist. A link keeps
 * its place, because the file that it leads to is replaced. A path that is not
 * a regular file (`/dev/stdout`, a pipe) is written to directly.
 * @throws {Deno.errors.NotFound} when the folder does not exist
 */
export async function replaceFile(
  file: string | URL,
  content: string | Uint8Array,
  { mode }: WriteOptions = {},
): Promise<void> {
  const path = typeof file === "string" ? file : fileURLToPath(file);
  const old = await statOptional(path);
  if (old !== undefined && !old.isFile) {
    if (old.isDirectory) throw new Deno.errors.IsADirectory(path);
    return await Deno.writeFile(path, bytesOf(content));
  }
  const target = old === undefined ? path : await Deno.realPath(path);
  await removeAbandoned(target);
  const part = await writePart(target, content, mode ?? modeOf(old));
  try {
    await Deno.rename(part, target);
  } catch (error) {
    await Deno.remove(part).catch(() => {}); // the reason counts, not this
    throw error;
  }
}

/**
 * Makes a file as a whole, and never replaces one.
 * @throws {Deno.errors.AlreadyExists} when there is one
 */
export async function createFile(
  path: string,
  content: string | Uint8Array,
  { mode }: WriteOptions = {},
): Promise<void> {
  const part = await writePart(path, content, mode);
  try {
    await Deno.link(part, path); // unlike a rename, it never replaces
  } finally {
    await Deno.remove(part);
  }
}

/**
 * Finds out whether {@link replaceFile} could write this file, and changes
 * nothing: long work should not end with "permission denied".
 */
export async function requireWritable(path: string): Promise<void> {
  const old = await statOptional(path);
  if (old?.isDirectory) throw new Deno.errors.IsADirectory(path);
  if (old !== undefined && !old.isFile) return;
  const target = old === undefined ? path : await Deno.realPath(path);
  await Deno.remove(await writePart(target, "", modeOf(old)));
}

async function writePart(
  target: string,
  content: string | Uint8Array,
  mode: number | undefined,
): Promise<string> {
  const part = `${target}.${Deno.pid}.${parts++}${PART}`;
  const file = await Deno.open(part, {
    write: true,
    create: true,
    truncate: true, // of a process that had this number before
    ...mode === undefined ? {} : { mode },
  });
  try {
    const bytes = bytesOf(content);
    for (let written = 0; written < bytes.length;) {
      written += await file.write(bytes.subarray(written));
    }
    await file.sync(); // else a power cut leaves the name without the content
  } catch (error) {
    await Deno.remove(part).catch(() => {}); // the reason counts, not this
    throw error;
  } finally {
    file.close();
  }
  return part;
}

/** Younger parts may still be written by another process (ms). */
const ABANDONED_MS = 60_000;

/** Removes the parts of this file whose writers were killed. */
async function removeAbandoned(target: string): Promise<void> {
  const folder = dirname(target);
  const start = `${basename(target)}.`;
  for await (const { name } of Deno.readDir(folder)) {
    if (
      !name.startsWith(start) ||
      !/^\d+\.\d+\.part$/.test(name.slice(start.length))
    ) {
      continue;
    }
    const path = `${folder}/${name}`;
    const { mtime = null } = await statOptional(path) ?? {};
    const isOld = mtime !== null && Date.now() - mtime.getTime() > ABANDONED_MS;
    if (isOld) await Deno.remove(path).catch(() => {}); // another was quicker
  }
}

async function statOptional(path: string): Promise<Deno.FileInfo | undefined> {
  try {
    return await Deno.stat(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

function modeOf(file: Deno.FileInfo | undefined): number | undefined {
  return file?.mode === null || file === undefined
    ? undefined
    : file.mode & 0o777;
}

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === "string"
    ? new TextEncoder().encode(content)
    : content;
}
