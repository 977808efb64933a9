/**
 * The code of a checkout.
 * @module
 */

import type { CodeFile } from "./imports.ts";
import { readText } from "../../lib/files/mod.ts";

/** Folders that hold code. */
const ROOTS: readonly string[] = ["services", "scripts", "labs"];

/** All TypeScript files that run, below the folders of `root` that hold code, sorted. */
export async function codeFiles(root: string): Promise<readonly CodeFile[]> {
  const paths: string[] = [];
  async function walk(below: string): Promise<void> {
    for await (
      const { name, isDirectory } of Deno.readDir(`${root}/${below}`)
    ) {
      if (name.startsWith(".") || name === "node_modules") continue;
      const path = `${below}/${name}`;
      if (isDirectory) await walk(path);
      else if (/(?<!\.d)\.ts$/.test(name)) paths.push(path);
    }
  }
  for (const folder of ROOTS) await walk(folder);
  return await Promise.all(
    paths.toSorted().map(async (path) => ({
      path,
      text: await readText(`${root}/${path}`),
    })),
  );
}
