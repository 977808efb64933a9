/**
 * The texts of a folder.
 * @module
 */

import type { File } from "./leaks.ts";
import { readText } from "../../lib/files/mod.ts";

/** Folders that Git and the tools keep for themselves. */
const OWN: readonly string[] = [".git", ".dev", "node_modules"];

const TEXT =
  /\.(ts|md|ya?ml|jsonl?|sql|lua|py|toml|tpl|txt|html|css)$|Dockerfile$/;

/** Paths of all files below a folder, sorted. */
export async function pathsBelow(folder: string): Promise<readonly string[]> {
  const paths: string[] = [];
  async function walk(below: string): Promise<void> {
    for await (
      const { name, isDirectory } of Deno.readDir(`${folder}/${below}`)
    ) {
      if (below === "" && OWN.includes(name)) continue;
      if (isDirectory) await walk(`${below}${name}/`);
      else paths.push(`${below}${name}`);
    }
  }
  await walk("");
  return paths.toSorted();
}

/** The texts among these files; pictures and programs are left out. */
export async function readTexts(
  folder: string,
  paths: readonly string[],
): Promise<readonly File[]> {
  return await Promise.all(
    paths.filter((path) => TEXT.test(path)).map(async (path) => ({
      path,
      text: await readText(`${folder}/${path}`),
    })),
  );
}
