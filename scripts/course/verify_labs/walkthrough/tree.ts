/**
 * A student's tree before a lab, in a folder of its own, with Git.
 * @module
 */

import { dirname } from "node:path";
import { openGit } from "../../../lib/process/mod.ts";
import { CouldNotRun } from "../../../lib/cli/mod.ts";
import { patchConfig, solve } from "../../edition/solve.ts";
import { withNames } from "./run_text.ts";
import { readText } from "../../../lib/files/mod.ts";

/** The author of commits in trees that a machine makes. */
const IDENTITY = {
  GIT_AUTHOR_NAME: "Student",
  GIT_AUTHOR_EMAIL: "student@example.com",
  GIT_COMMITTER_NAME: "Student",
  GIT_COMMITTER_EMAIL: "student@example.com",
} as const;

/** Environment for commands in such a tree. */
export const TREE_ENV: Readonly<Record<string, string>> = IDENTITY;

/**
 * The tree in which lab `lab` begins: all labs before it are solved.
 * @throws {CouldNotRun} when the folder is there and not empty
 */
export async function treeBefore(lab: number, folder: string): Promise<void> {
  await solve(lab - 1, folder);
  const git = openGit(folder, { env: IDENTITY });
  await git.output("init", "--quiet", "--initial-branch=main");
  await git.output("add", "--all");
  await git.output(
    "commit",
    "--quiet",
    "--message",
    `the state before lab ${lab}`,
  );
  await git.output("gc", "--quiet"); // a thousand objects in one file: it will be copied
}

/**
 * Takes a file of a lab's solution, or all of a folder ending in `/`; of
 * `deno.json` only what the solution changes in it. A lab's starting point is
 * covered by this checkout's own file.
 * @param names words of a report that stand for what was measured on the way
 */
export async function takeSolution(
  lab: number,
  folder: string,
  file: string,
  names: ReadonlyMap<string, string> = new Map(),
): Promise<void> {
  if (file === "deno.json") return await patchConfig(folder, lab, lab);
  const isOurs = await Deno.stat(`labs/lab${lab}/start/${file}`)
    .then(() => true, () => false);
  const source = isOurs ? file : `labs/lab${lab}/solution/${file}`;
  if (file.endsWith("/")) {
    for await (const { name, isDirectory } of Deno.readDir(source)) {
      await takeSolution(
        lab,
        folder,
        `${file}${name}${isDirectory ? "/" : ""}`,
        names,
      );
    }
    return;
  }
  const target = `${folder}/${file}`;
  await Deno.mkdir(dirname(target), { recursive: true });
  await Deno.copyFile(source, target).catch((error: unknown) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new CouldNotRun(
      `Cannot take ${file} from the solution of lab ${lab}: there is no ` +
        source,
    );
  });
  if (file.startsWith("submissions/") && names.size > 0) {
    const text = await readText(target);
    await Deno.writeTextFile(target, withNames(text, names));
  }
}
