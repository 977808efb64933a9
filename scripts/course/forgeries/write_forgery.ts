/**
 * Writes what a forger hands in.
 * @module
 */

import { dirname } from "node:path";
import { replaceFile } from "../../lib/files/mod.ts";
import { outputOf } from "../../lib/process/mod.ts";
import type { Forgery } from "./make_class.ts";

/** @param folder where submissions are collected */
export async function writeForgery(
  folder: string,
  { files, binaries = {}, links = {}, pipes = [] }: Forgery,
): Promise<void> {
  const made = async (path: string): Promise<string> => {
    await Deno.mkdir(dirname(`${folder}/${path}`), { recursive: true });
    return `${folder}/${path}`;
  };
  for (const [path, content] of Object.entries({ ...files, ...binaries })) {
    await replaceFile(await made(path), content);
  }
  for (const [path, target] of Object.entries(links)) {
    await Deno.symlink(target, await made(path));
  }
  for (const path of pipes) await outputOf("mkfifo", [await made(path)]);
}
