/**
 * Writes what a forger hands in.
 * @module
 */

import { dirname } from "node:path";
import type { Forgery } from "./classes.ts";
import { replaceFile } from "../../lib/files/mod.ts";

/** @param folder where submissions are collected */
export async function writeForgery(
  folder: string,
  { files, links = {} }: Forgery,
): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await Deno.mkdir(dirname(`${folder}/${path}`), { recursive: true });
    await replaceFile(`${folder}/${path}`, text);
  }
  for (const [path, target] of Object.entries(links)) {
    await Deno.mkdir(dirname(`${folder}/${path}`), { recursive: true });
    await Deno.symlink(target, `${folder}/${path}`);
  }
}
