/**
 * The tree as it is after a lab: this checkout, and over it the solutions of all
 * labs up to that one.
 *
 * A solution is a folder of whole files (`labs/labN/solution/`), and perhaps a
 * merge patch for deno.json (`labs/labN/deno.merge.json`). Where this checkout
 * has itself what students are to make, the lab has what they start from
 * (`labs/labN/start/`): it stands in its place until that lab is solved. What
 * students do not get at all is there from the lab on that writes it.
 * @module
 */

import { dirname } from "node:path";
import { EDITION, isLeftOut, parseEdition } from "./edition.ts";
import { openGit } from "../../lib/process/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import {
  type Json,
  makeFolder,
  mergePatch,
  readText,
  replaceFile,
} from "../../lib/files/mod.ts";

/** A file of a solution. */
const SOLUTION = /^labs\/lab(\d+)\/solution\/(.+)$/;

/** A file that a lab starts from. */
const START = /^labs\/lab(\d+)\/start\/(.+)$/;

/**
 * Where each file of the tree comes from, by where it goes.
 * @param isWithheld whether students get no such file
 */
export function sourcesOf(
  tracked: readonly string[],
  lab: number,
  isWithheld: (path: string) => boolean,
): ReadonlyMap<string, string> {
  const solved = new Set(
    tracked.flatMap((path) => SOLUTION.exec(path)?.[2] ?? []),
  );
  const sources = new Map<string, string>();
  const overlays: (readonly [number, string, string])[] = [];
  for (const path of tracked) {
    // Another's workflows would build and push beside the student's own.
    const isElsewhere = solved.has(path) || path.startsWith(".github/");
    if (isElsewhere && isWithheld(path)) continue;
    const [, begins, original] = START.exec(path) ?? [];
    const [, number, target] = SOLUTION.exec(path) ?? [];
    if (original !== undefined) {
      if (Number(begins) > lab) overlays.push([0, original, path]);
    } else if (target === undefined) sources.set(path, path);
    else if (Number(number) <= lab) {
      overlays.push([Number(number), target, path]);
    }
  }
  for (const [, target, path] of overlays.toSorted(([a], [b]) => a - b)) {
    sources.set(target, path);
  }
  return sources;
}

/**
 * Writes the tree into `folder`.
 * @returns how many files came from solutions
 * @throws {CouldNotRun} when the folder is there and not empty
 */
export async function solve(lab: number, folder: string): Promise<number> {
  await refuseUnlessEmpty(folder);
  const text = await openGit().output("ls-files", "-z");
  const tracked = text.split("\0").filter((path) => path !== "");
  const edition = parseEdition(await readText(EDITION));
  const sources = sourcesOf(tracked, lab, (path) => isLeftOut(edition, path));
  await makeFolder(folder, async (draft) => {
    for (const [target, source] of sources) {
      const path = `${draft}/${target}`;
      await Deno.mkdir(dirname(path), { recursive: true });
      await Deno.copyFile(source, path);
    }
    await patchConfig(draft, 1, lab);
  });
  return [...sources].filter(([target, source]) => target !== source).length;
}

async function refuseUnlessEmpty(folder: string): Promise<void> {
  try {
    for await (const { name } of Deno.readDir(folder)) {
      throw new CouldNotRun(
        `Cannot write into ${folder}: it must be empty or not there, and it ` +
          `has ${name}; choose another folder`,
      );
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** Gives deno.json of a tree what the solutions of some labs change in it. */
export async function patchConfig(
  folder: string,
  from: number,
  to: number,
): Promise<void> {
  const file = `${folder}/deno.json`;
  let config: Json = JSON.parse(await readText(file));
  for (let number = from; number <= to; number++) {
    const patch = await readText(`labs/lab${number}/deno.merge.json`)
      .catch((error: unknown) => {
        if (error instanceof Deno.errors.NotFound) return "{}";
        throw error;
      });
    config = mergePatch(config, JSON.parse(patch));
  }
  await replaceFile(file, JSON.stringify(config, null, 2) + "\n");
}
