/**
 * Proves that an edition gives nothing away and works by itself.
 * @module
 */

import { deadLinks } from "../../lib/text/mod.ts";
import { runProgram } from "../../lib/process/mod.ts";
import { type Edition, isLeftOut } from "./edition.ts";
import { type File, leaksIn } from "./leaks.ts";

/** Solutions, and what students are given beside them. */
export interface Answers {
  readonly solutions: readonly File[];
  readonly given: readonly File[];
}

/**
 * What solutions there are: whole files below `solution/`, and manifests of
 * where the course arrives.
 */
export async function answersHere(
  tracked: readonly string[],
  edition: Edition,
): Promise<Answers> {
  const isSolution = (path: string): boolean =>
    /^labs\/lab\d+\/solution\//.test(path) ||
    /^k8s\/(base|components)\/.*\.yaml$/.test(path);
  const isAsset = (path: string): boolean =>
    edition.provides.some((one) => one.path === path) ||
    /^labs\/lab\d+\/report\.md$/.test(path); // a form to fill in
  const started = new Set(
    tracked.flatMap((path) =>
      /^labs\/lab\d+\/solution\/(.+)$/.exec(path)?.[1] ?? []
    ),
  );
  return {
    solutions: await readAll(".", tracked.filter(isSolution)),
    // What a solution was made from tells nothing of it.
    given: await readAll(
      ".",
      tracked.filter((path) =>
        isAsset(path) || (started.has(path) && !isLeftOut(edition, path))
      ),
    ),
  };
}

/** Everything that is wrong with the edition in `folder`, in words. */
export async function editionProblems(
  folder: string,
  edition: Edition,
  { solutions, given }: Answers,
): Promise<readonly string[]> {
  const paths = await pathsBelow(folder);
  const files = await readAll(folder, paths);
  const own = new Set(edition.students_make.map(({ path }) => path));
  return [
    ...paths.filter((path) => isLeftOut(edition, path) && !isOwn(path))
      .map((path) => `${path} must not be there`),
    ...leaksIn(files, solutions, given, edition).map((leak) =>
      `${leak.path} has ${leak.found} of ${leak.telling} lines of ` +
      `${leak.solution}, e.g. ${leak.example}`
    ),
    ...edition.provides.filter(({ path }) => !paths.includes(path))
      .map(({ path }) => `${path} is provided, and is not there`),
    ...linkProblems(folder, files),
    ...await ignored(folder, [...own]),
  ];
}

/** What this edition has of its own, at a path that is left out elsewhere. */
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
    read: (path: string): string => Deno.readTextFileSync(`${folder}/${path}`),
  };
  return files.filter(({ path }) => path.endsWith(".md"))
    .flatMap(({ path }) =>
      deadLinks(path, reading).map(({ target }) =>
        `${path}: ${target} leads nowhere`
      )
    );
}

/** What students make and Git would not take. */
async function ignored(
  folder: string,
  paths: readonly string[],
): Promise<readonly string[]> {
  // --no-index: also where the edition is no repository yet.
  const { stdout } = await runProgram(
    "git",
    [
      ...["-c", "core.excludesFile=/dev/null", "check-ignore", "--no-index"],
      ...["-v", ...paths],
    ],
    { GIT_CEILING_DIRECTORIES: folder },
    folder,
  );
  return stdout.split("\n").filter((line) => line !== "").map((line) => {
    const [rule = "", path = ""] = line.split("\t");
    return `${path} cannot be added to Git: ${rule}`;
  });
}

async function pathsBelow(folder: string): Promise<readonly string[]> {
  const paths: string[] = [];
  async function walk(below: string): Promise<void> {
    for await (
      const { name, isDirectory } of Deno.readDir(`${folder}/${below}`)
    ) {
      if (below === "" && [".git", ".dev", "node_modules"].includes(name)) {
        continue;
      }
      if (isDirectory) await walk(`${below}${name}/`);
      else paths.push(`${below}${name}`);
    }
  }
  await walk("");
  return paths.toSorted();
}

const TEXT = /\.(ts|md|ya?ml|json|sql|lua|py|toml|txt)$|Dockerfile$/;

async function readAll(
  folder: string,
  paths: readonly string[],
): Promise<readonly File[]> {
  return await Promise.all(
    paths.filter((path) => TEXT.test(path)).map(async (path) => ({
      path,
      text: await Deno.readTextFile(`${folder}/${path}`),
    })),
  );
}
