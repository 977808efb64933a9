/**
 * Files that code writes: written where they differ, or only compared.
 * @module
 */

import { dirname } from "node:path";
import { readOptional } from "./read_optional.ts";
import { replaceFile } from "./replace_file.ts";

/** The changes to the files of a generator. */
export interface Generated {
  /** Paths whose text differed, or that were missing. */
  readonly differing: readonly string[];
}

/**
 * Writes each file whose text differs, with the folders that it needs.
 * @param check writes nothing, and only says which files differ
 */
export async function writeGenerated(
  files: Iterable<readonly [path: string, text: string]>,
  { check }: { readonly check: boolean },
): Promise<Generated> {
  const differing: string[] = [];
  for (const [path, text] of files) {
    if (await readOptional(path) === text) continue;
    differing.push(path);
    if (check) continue;
    await Deno.mkdir(dirname(path), { recursive: true });
    await replaceFile(path, text);
  }
  return { differing };
}
