/**
 * What was collected: a folder for each student, with bundles in it or in its
 * folder `submissions/`, as in a clone of the student's fork.
 * @module
 */

import { readLimited } from "../../../lib/files/mod.ts";

/** The largest bundle that is read; one with all samples has about 200 kB. */
export const MAX_BUNDLE_BYTES = 4 * 1024 * 1024;

/** A bundle as it was handed in. */
export interface HandedIn {
  /** The path, for messages. */
  readonly name: string;
  readonly student: string;
  /** The folder that the bundle's paths start from. */
  readonly root: string;
  /** Its text; undefined when it cannot be read. */
  readonly text: string | undefined;
  /** Why it cannot be read. */
  readonly problem?: string;
}

/** All bundles below a folder, and what could not be looked into. */
export async function collectedIn(folder: string): Promise<{
  readonly bundles: readonly HandedIn[];
  readonly problems: readonly string[];
}> {
  const bundles: HandedIn[] = [];
  const problems: string[] = [];
  for (const { name: student, isDirectory, isSymlink } of await list(folder)) {
    const root = `${folder}/${student}`;
    if (isSymlink) {
      problems.push(`${root}: it is a link, and links are not followed`);
    }
    if (!isDirectory) continue;
    for (const place of [root, `${root}/submissions`]) {
      try {
        for (const { name } of await list(place)) {
          if (!name.endsWith(".evidence.json")) continue;
          bundles.push(await readHandedIn(`${place}/${name}`, student));
        }
      } catch (error) {
        if (error instanceof Deno.errors.NotFound) continue;
        const reason = error instanceof Error ? error.message : String(error);
        problems.push(`${place}: it cannot be looked into: ${reason}`);
      }
    }
  }
  return { bundles, problems };
}

/**
 * One bundle.
 * @param student whose it is; by default whoever the folder belongs to
 */
export async function readHandedIn(
  path: string,
  student?: string,
): Promise<HandedIn> {
  const root = rootOf(path);
  const { text, problem } = await readLimited(path, MAX_BUNDLE_BYTES);
  return {
    name: path,
    student: student ?? await Deno.realPath(root).catch(() => root),
    root,
    // Git may write other line ends; inside of its texts JSON has none.
    text: text?.replaceAll("\r\n", "\n"),
    ...problem === undefined ? {} : { problem },
  };
}

/** A bundle in `submissions/` belongs to the tree around that folder. */
function rootOf(path: string): string {
  const folder = /^(.*)[\\/][^\\/]+$/s.exec(path)?.[1] ?? ".";
  if (folder === "submissions") return ".";
  return /^(.*)[\\/]submissions$/s.exec(folder)?.[1] ?? folder;
}

/** Entries of a folder by name. A link to a folder is not looked into. */
async function list(folder: string): Promise<readonly Deno.DirEntry[]> {
  if ((await Deno.lstat(folder)).isSymlink) {
    throw new Error("it is a link, and links are not followed");
  }
  const entries = await Array.fromAsync(Deno.readDir(folder));
  return entries.toSorted((a, b) => a.name < b.name ? -1 : 1);
}
