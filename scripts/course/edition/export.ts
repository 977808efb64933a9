/**
 * Makes the student edition: the files that ship, those that a lab starts from
 * at their own paths, and those that only this edition has.
 * @module
 */

import { dirname } from "node:path";
import { openGit, outputOf } from "../../lib/process/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { makeFolder, readText, replaceFile } from "../../lib/files/mod.ts";
import { type Edition, isLeftOut, isSolution } from "./edition.ts";
import { isBank, practiceOnly } from "./practice.ts";
import {
  configFor,
  type Shipped,
  withoutInstructors,
  withoutLinks,
  withPlainBlocks,
} from "./transform.ts";

/** Files that only the edition has; paths below are those in the edition. */
const OWN = "scripts/course/edition/student/";
/**
 * Generated parts of documents that the edition's own docs task writes. That task
 * refuses a part that it does not know, so a name too many is found at once.
 */
const SHIPPED_BLOCKS: readonly string[] = [
  "layers",
  "tasks",
  "metrics",
  "faults",
  "stack",
];
/** Where a lab starts from. */
const START = /^labs\/lab\d+\/start\/(.+)$/;

/** Path in the edition, and where its file comes from. */
export type Sources = ReadonlyMap<string, string>;

/** Which file comes from where. */
function sourcesOf(
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
  const text = await openGit().output("ls-files", "-z");
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
  const tracked = await trackedFiles();
  const sources = sourcesOf(tracked, edition);
  const left = tracked.filter((path) => isLeftOut(edition, path));
  const stays = (path: string): boolean =>
    !sources.has(path) &&
    left.some((one) => one === path || one.startsWith(`${path}/`)) &&
    ![...sources.keys()].some((one) => one.startsWith(`${path}/`));
  const shipped: Shipped = {
    has: (path) => sources.has(path),
    code: await codeOf([
      ...sources.values(),
      // Students need the packages that their own code will import.
      ...tracked.filter((path) => isSolution(edition, path)),
    ]),
  };
  await makeFolder(folder, async (draft) => {
    for (const [target, source] of sources) {
      const path = `${draft}/${target}`;
      await Deno.mkdir(dirname(path), { recursive: true });
      const change = changeOf(target, edition, shipped, stays);
      if (change === undefined) {
        await Deno.copyFile(source, path); // with its mode
        continue;
      }
      const text = await readText(source);
      await replaceFile(path, change(text));
    }
    const deno = (...args: readonly string[]) =>
      outputOf(Deno.execPath(), args, {}, draft);
    // The lock file follows the packages that are left.
    await deno("install", "--quiet", "--frozen=false");
    // The generated text describes the exported tree.
    await deno("task", "--quiet", "docs");
  });
  return [...sources.keys()];
}

function changeOf(
  target: string,
  edition: Edition,
  shipped: Shipped,
  stays: (path: string) => boolean,
): ((text: string) => string) | undefined {
  if (target === "deno.json") {
    return (text) => configFor(text, edition, shipped);
  }
  if (isBank(target)) return practiceOnly;
  if (!target.endsWith(".md")) return undefined;
  return (text) =>
    withPlainBlocks(
      withoutLinks(withoutInstructors(text), target, (path) => stays(path)),
      (name) => SHIPPED_BLOCKS.includes(name),
    );
}

/** All code among these files, in one text. */
async function codeOf(paths: readonly string[]): Promise<string> {
  const texts = await Promise.all(
    paths.filter((path) => /\.ts$|Dockerfile$|\.ya?ml$/.test(path))
      .map((path) => readText(path)),
  );
  return texts.join("\n");
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
