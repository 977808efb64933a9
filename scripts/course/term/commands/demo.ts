/**
 * `deno task course demo`
 * @module
 */

import { resolve } from "node:path";
import {
  CouldNotRun,
  defineTool,
  Exit,
  integer,
  text,
  type Tool,
} from "../../../lib/cli/mod.ts";
import { readOptional, readText, replaceFile } from "../../../lib/files/mod.ts";
import { outputOf } from "../../../lib/process/mod.ts";
import { siteProblems } from "../../site/dead_addresses.ts";
import { play } from "../demo/play.ts";
import { publishedProblems } from "../publish/compare.ts";
import { countsText } from "./collect.ts";

/** Says that a folder is a demonstration, which may be replaced. */
const MARK = "demonstration.json";

/** `course demo` */
export const demo: Tool = defineTool({
  name: "demo",
  summary: "plays a whole term with people who do not exist, and publishes it",
  flags: {
    seed: integer("seed", {
      default: 1,
      min: 0,
      max: 2 ** 31,
      help: "decides everything that chance decides",
    }),
    students: integer("students", {
      default: 60,
      min: 1,
      max: 200,
      help: "how many",
    }),
    out: text("out", {
      default: "dist/demo",
      placeholder: "FOLDER",
      help: "where the term is written; an older demonstration is replaced",
    }),
  },
  async run({ host, flags }) {
    const folder = resolve(flags.out);
    await clear(folder);
    const { clock } = host;
    const begin = clock.monotonic();
    const seconds = (): string =>
      ((clock.monotonic() - begin) / 1000).toFixed(1).padStart(6);
    const played = await play({
      seed: flags.seed,
      students: flags.students,
      folder,
      now: clock.now(),
      say: (words) => host.err(`${seconds()} s  ${words}`),
    });
    await replaceFile(
      `${folder}/${MARK}`,
      JSON.stringify({ seed: flags.seed, students: flags.students }) + "\n",
    );
    host.err(`${seconds()} s  deno task grade computes all grades once more`);
    await outputOf(Deno.execPath(), [
      ...["task", "--quiet", "grade", "--points", `${folder}/points.csv`],
      ...["--quiz", played.quiz, "--out", `${folder}/grades.csv`],
    ]);
    const problems = [
      ...played.problems,
      ...await publishedProblems(
        `${folder}/published`,
        await readText(`${folder}/grades.csv`),
      ),
      ...await siteProblems(`${folder}/published/site`),
    ];
    for (const words of problems) host.err(words);
    host.out(
      [
        `${flags.students} students, ${played.bundles} bundles, ${
          countsText(played.taken)
        } forks, ${played.lateLabs} labs late, ${played.overrides} appeals`,
        `published grades and those of deno task grade: ${problems.length} differences and problems`,
        `${seconds().trim()} s; look at ${flags.out}/published/site/term/index.html`,
      ].join("\n"),
    );
    return problems.length === 0 ? Exit.ok : Exit.verdictFailed;
  },
});

async function clear(folder: string): Promise<void> {
  if (await readOptional(`${folder}/${MARK}`) !== undefined) {
    await Deno.remove(folder, { recursive: true });
    return;
  }
  try {
    for await (const { name } of Deno.readDir(folder)) {
      throw new CouldNotRun(
        `Cannot write to ${folder}: it is no demonstration, it has ${name}. ` +
          "Name another folder with --out",
      );
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}
