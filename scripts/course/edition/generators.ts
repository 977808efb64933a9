/**
 * Whether the edition's own tools write a solution: each generator is run in a
 * copy, and what it wrote is searched like everything else.
 * @module
 */

import { readConfig } from "../../lib/commands/mod.ts";
import { copyTree, reasonIn, runProgram } from "../../lib/process/mod.ts";
import type { Answers } from "./answers.ts";
import { leakText, misplaced } from "./check.ts";
import type { Edition } from "./edition.ts";
import { leaksIn } from "./leaks.ts";
import { pathsBelow, readTexts } from "./texts.ts";

/**
 * The generators among an edition's tasks: what a `check:…` task compares with
 * `--check`, the same command writes without it.
 */
export function generatorsIn(
  tasks: Readonly<Record<string, string>>,
): readonly string[] {
  return Object.values(tasks).flatMap((command) =>
    /^deno task (?:--quiet )?(.+) --check$/.exec(command)?.[1] ?? []
  );
}

/** Everything that is wrong with what they write, in sentences. */
export async function generatorProblems(
  folder: string,
  edition: Edition,
  { solutions, given }: Answers,
): Promise<readonly string[]> {
  const { tasks } = await readConfig(folder);
  const copy = await Deno.makeTempDir({ prefix: "edition-" });
  try {
    await copyTree(folder, copy);
    const before = await textsOf(copy);
    const failed: string[] = [];
    for (const command of [...generatorsIn(tasks), ...edition.generators]) {
      const { code, stderr } = await runProgram(
        Deno.execPath(),
        ["task", "--quiet", ...command.split(" ")],
        {},
        copy,
      );
      if (code === 0) continue;
      failed.push(
        `deno task ${command} ended with ${code}: ${reasonIn(stderr)}`,
      );
    }
    const after = await textsOf(copy);
    const written = [...after].filter(([path, text]) =>
      before.get(path) !== text
    ).map(([path, text]) => ({ path, text }));
    return [
      ...failed,
      ...[
        ...misplaced(written.map(({ path }) => path), edition),
        ...leaksIn(written, solutions, given, edition).map(leakText),
      ].map((words) => `a generator of the edition wrote it: ${words}`),
    ];
  } finally {
    await Deno.remove(copy, { recursive: true });
  }
}

async function textsOf(folder: string): Promise<ReadonlyMap<string, string>> {
  const files = await readTexts(folder, await pathsBelow(folder));
  return new Map(files.map(({ path, text }) => [path, text]));
}
