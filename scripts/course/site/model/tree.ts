/**
 * The files that a website is made from: those of a checkout that Git has, or
 * those of a folder that is no repository.
 * @module
 */

import { openGit } from "../../../lib/process/mod.ts";
import { readText, readTextSync } from "../../../lib/files/mod.ts";

/** A tree of files, by their paths from its root. */
export interface Tree {
  readonly root: string;
  readonly paths: readonly string[];
  has(path: string): boolean;
  /** True for a folder with at least one file in it. */
  isFolder(path: string): boolean;
  read(path: string): Promise<string>;
  readSync(path: string): string;
}

/** The folders that are never part of the course. */
const OWN: readonly string[] = [".git", ".dev", "node_modules", "dist"];

/** Opens the tree below `root`. */
export async function openTree(root: string): Promise<Tree> {
  const paths = await trackedIn(root) ?? await below(root);
  const files = new Set(paths);
  const folders = new Set(
    paths.flatMap((path) => {
      const parts = path.split("/").slice(0, -1);
      return parts.map((_, i) => parts.slice(0, i + 1).join("/"));
    }),
  );
  return {
    root,
    paths,
    has: (path) => files.has(path),
    isFolder: (path) => folders.has(path),
    read: (path) => readText(`${root}/${path}`),
    readSync: (path) => readTextSync(`${root}/${path}`),
  };
}

/** Files that Git has; undefined when `root` is not the root of a checkout. */
async function trackedIn(root: string): Promise<readonly string[] | undefined> {
  const git = openGit(root);
  const inside = await git.maybe("rev-parse", "--show-prefix");
  if (inside === undefined || inside !== "") return undefined;
  // New files count, too: a page is looked at before it is committed.
  const text = await git.output(
    ...["ls-files", "-z", "--cached", "--others", "--exclude-standard"],
  );
  const there = await below(root);
  const known = new Set(text.split("\0"));
  return there.filter((path) => known.has(path));
}

async function below(root: string): Promise<readonly string[]> {
  const paths: string[] = [];
  async function walk(folder: string): Promise<void> {
    for await (
      const { name, isDirectory, isFile } of Deno.readDir(`${root}/${folder}`)
    ) {
      if (folder === "" && OWN.includes(name)) continue;
      if (isDirectory) await walk(`${folder}${name}/`);
      else if (isFile) paths.push(`${folder}${name}`);
    }
  }
  await walk("");
  return paths.toSorted();
}
