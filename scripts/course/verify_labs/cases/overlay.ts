/**
 * Changes of a tree that are taken back afterwards, so that one copy of a solved
 * lab serves hundreds of trials.
 * @module
 */

import { dirname } from "node:path";

/** New contents by path; null deletes. Paths are relative to the tree. */
export type Overlay = ReadonlyMap<string, Uint8Array | null>;

/** Lays it over the tree, works, and restores every byte. */
export async function withOverlay<T>(
  tree: string,
  overlay: Overlay,
  work: () => Promise<T>,
): Promise<T> {
  const before = new Map<string, Uint8Array | null>();
  try {
    for (const [path, bytes] of overlay) {
      before.set(path, await bytesOf(`${tree}/${path}`));
      await put(`${tree}/${path}`, bytes);
    }
    return await work();
  } finally {
    for (const [path, bytes] of before) await put(`${tree}/${path}`, bytes);
  }
}

/** The files below a folder, as an overlay. */
export async function overlayOf(folder: string): Promise<Overlay> {
  const overlay = new Map<string, Uint8Array>();
  const add = async (path: string): Promise<void> => {
    for await (
      const { name, isDirectory } of Deno.readDir(`${folder}/${path}`)
    ) {
      const below = path === "" ? name : `${path}/${name}`;
      if (isDirectory) await add(below);
      else overlay.set(below, await Deno.readFile(`${folder}/${below}`));
    }
  };
  await add("");
  return overlay;
}

async function bytesOf(path: string): Promise<Uint8Array | null> {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

async function put(path: string, bytes: Uint8Array | null): Promise<void> {
  if (bytes !== null) {
    await Deno.mkdir(dirname(path), { recursive: true });
    await Deno.writeFile(path, bytes);
    return;
  }
  await Deno.remove(path).catch((error: unknown) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
}
