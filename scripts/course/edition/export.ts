/**
 * Makes the student edition: the files that ship, those that a lab starts from
 * at their own paths, and those that only this edition has.
 * @module
 */

import { dirname } from "node:path";
import { outputOf } from "../../lib/process/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { type Edition, isLeftOut } from "./edition.ts";
import { configFor, withoutInstructors } from "./transform.ts";

/** Files that only the edition has; paths below are those in the edition. */
const OWN = "scripts/course/edition/student/";
/** Where a lab starts from. */
const START = /^labs\/lab\d+\/start\/(.+)$/;

/** Path in the edition, and where its file comes from. */
export type Sources = ReadonlyMap<string, string>;

/** Which file comes from where. */
export function sourcesOf(
  tracked: readonly string[],
  edition: Edition,
): Sources {
  const sources = new Map<string, string>();
  for (const path of tracked) {
    if (!isLeftOut(edition, path)) sources.set(path, path);
  }
  for (const path of tracked) {
    const target = START.exec(path)?.[1];
    if (target !== undefined) sources.set(target, path);
    if (path.startsWith(OWN)) sources.set(path.slice(OWN.length), path);
  }
  return new Map([...sources].toSorted(([a], [b]) => a < b ? -1 : 1));
}

/** Files that Git has here. */
export async function trackedFiles(): Promise<readonly string[]> {
  const text = await outputOf("git", ["ls-files", "-z"]);
  return text.split("\0").filter((path) => path !== "");
}

/**
 * Writes it.
 * @returns paths that were written
 * @throws {CouldNotRun} when the folder is not empty
 */
export async function exportEdition(
  edition: Edition,
  folder: string,
): Promise<readonly string[]> {
  await refuseUnlessEmpty(folder);
  const sources = sourcesOf(await trackedFiles(), edition);
  for (const [target, source] of sources) {
    const path = `${folder}/${target}`;
    await Deno.mkdir(dirname(path), { recursive: true });
    const change = changeOf(target, edition, sources);
    if (change === undefined) {
      await Deno.copyFile(source, path); // with its mode
      continue;
    }
    const text = await Deno.readTextFile(source);
    await Deno.writeTextFile(path, change(text));
  }
  // What is generated says there what is there.
  await outputOf(Deno.execPath(), ["task", "--quiet", "docs"], {}, folder);
  return [...sources.keys()];
}

function changeOf(
  target: string,
  edition: Edition,
  sources: Sources,
): ((text: string) => string) | undefined {
  if (target === "deno.json") {
    return (text) => configFor(text, edition, (path) => sources.has(path));
  }
  return target.endsWith(".md") ? withoutInstructors : undefined;
}

async function refuseUnlessEmpty(folder: string): Promise<void> {
  try {
    for await (const { name } of Deno.readDir(folder)) {
      throw new CouldNotRun(
        `Cannot export to ${folder}: it is not empty, it has ${name}`,
      );
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
