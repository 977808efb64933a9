/**
 * Whether an edition gives nothing away, as its files are.
 * @module
 */

import { deadLinks } from "../../lib/text/markdown/mod.ts";
import { openGit } from "../../lib/process/mod.ts";
import type { Answers } from "./answers.ts";
import { type Edition, isLeftOut } from "./edition.ts";
import { type File, type Leak, leaksIn } from "./leaks.ts";
import { pathsBelow, readTexts } from "./texts.ts";
import { readTextSync } from "../../lib/files/mod.ts";

/** Everything that is wrong with the edition in `folder`, in words. */
export async function editionProblems(
  folder: string,
  edition: Edition,
  answers: Answers,
): Promise<readonly string[]> {
  const paths = await pathsBelow(folder);
  const files = await readTexts(folder, paths);
  const own = new Set(edition.students_make.map(({ path }) => path));
  return [
    ...misplaced(paths, edition),
    ...leaksIn(files, answers.solutions, answers.given, edition)
      .map(leakText),
    ...edition.provides.filter(({ path }) => !paths.includes(path))
      .map(({ path }) => `${path} is provided, and is not there`),
    ...linkProblems(folder, files),
    ...await ignored(folder, [...own]),
  ];
}

/** Files that must not be in the edition, or be written there, in words. */
export function misplaced(
  paths: readonly string[],
  edition: Edition,
): readonly string[] {
  return paths.filter((path) => isLeftOut(edition, path) && !isOwn(path))
    .map((path) => `${path} must not be there`);
}

/** A leak in words. */
export function leakText(leak: Leak): string {
  return `${leak.path} has ${leak.found} of ${leak.telling} runs of words of ` +
    `${leak.solution}, for example "${leak.example}"`;
}

/** The edition's own files, at a path that is left out elsewhere. */
function isOwn(path: string): boolean {
  return path.startsWith(".github/workflows/");
}

function linkProblems(
  folder: string,
  files: readonly File[],
): readonly string[] {
  const reading = {
    exists: (path: string): boolean => {
      try {
        Deno.statSync(`${folder}/${path}`);
        return true;
      } catch {
        return false;
      }
    },
    read: (path: string): string => readTextSync(`${folder}/${path}`),
  };
  return files.filter(({ path }) => path.endsWith(".md"))
    .flatMap(({ path }) =>
      deadLinks(path, reading).map(({ target }) =>
        `${path}: ${target} leads nowhere`
      )
    );
}

/** Files of students that Git would not take. */
async function ignored(
  folder: string,
  paths: readonly string[],
): Promise<readonly string[]> {
  // --no-index: also where the edition is no repository yet.
  const git = openGit(folder, {
    env: {
      GIT_CEILING_DIRECTORIES: folder,
      GIT_CONFIG_COUNT: "1",
      GIT_CONFIG_KEY_0: "core.excludesFile",
      GIT_CONFIG_VALUE_0: "/dev/null",
    },
  });
  const { stdout } = await git.run(
    ...["check-ignore", "--no-index", "-v", ...paths],
  );
  return stdout.split("\n").filter((line) => line !== "").map((line) => {
    const [rule = "", path = ""] = line.split("\t");
    return `${path} cannot be added to Git: ${rule}`;
  });
}
