/**
 * Writes the tag of the shop's images into manifests: the desired state that a person
 * builds, pushes and commits.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import { readText, replaceFile } from "../../lib/files/mod.ts";

/** Which images, and what they are to be. */
export interface TagOptions {
  readonly registry: string;
  readonly tag: string;
  /** All that are there, when empty. */
  readonly services: readonly string[];
}

/** With what stands behind the name: a tag, a digest, or both. */
const IMAGE =
  /(\bimage:\s*["']?)(?:[\w.:-]+\/)*quickticket\/([a-z][a-z0-9_-]*)(?:[:@][\w.:@-]+)?/g;

/** The form of a tag that a registry accepts. */
const TAG = /^\w[\w.-]{0,127}$/;

/** A manifest with the tag in it; the same text when none of them is there. */
export function withTag(
  manifest: string,
  { registry, tag, services }: TagOptions,
): string {
  return manifest.replaceAll(
    IMAGE,
    (image, before: string, name: string) =>
      services.length === 0 || services.includes(name)
        ? `${before}${registry}/quickticket/${name}:${tag}`
        : image,
  );
}

/**
 * Writes it into every manifest right inside a folder.
 * @returns the paths of the files that it changed
 * @throws {CouldNotRun} on a tag that no registry takes, or when no manifest
 *   has such an image
 */
export async function tagManifests(
  folder: string,
  options: TagOptions,
): Promise<readonly string[]> {
  if (!TAG.test(options.tag)) {
    throw new CouldNotRun(
      `Cannot tag with ${options.tag}: a tag has at most 128 letters, ` +
        "digits, dots, dashes and underscores, and begins with none of . and " +
        "-, such as sha-4f2a91c",
    );
  }
  const found = new Set<string>();
  const changed = new Map<string, string>();
  for await (const { name, isFile } of Deno.readDir(folder)) {
    if (!isFile || !/\.ya?ml$/.test(name)) continue;
    const path = `${folder}/${name}`;
    const before = await readText(path);
    for (const [, , image = ""] of before.matchAll(IMAGE)) found.add(image);
    const after = withTag(before, options);
    if (after !== before) changed.set(path, after);
  }
  const missing = options.services.filter((name) => !found.has(name));
  if (missing.length > 0 || found.size === 0) {
    throw new CouldNotRun(
      `Cannot tag: no manifest in ${folder} has an image ` +
        `quickticket/${missing[0] ?? "SERVICE"}` +
        (found.size === 0 ? "" : `; there are ${[...found].join(", ")}`) +
        `. Check image: in ${folder}/*.yaml`,
    );
  }
  for (const [path, text] of changed) await replaceFile(path, text);
  return [...changed.keys()].toSorted();
}
