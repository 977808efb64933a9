/**
 * `deno task course`
 * @module
 */

import { runProgram } from "../../lib/process/mod.ts";
import {
  boolean,
  defineTool,
  Exit,
  oneOf,
  realHost,
  runTool,
  type Tool,
  UsageError,
} from "../../lib/cli/mod.ts";
import { answersHere, editionProblems } from "./check.ts";
import { cohort } from "./cohort_command.ts";
import { EDITION, type Edition, parseEdition } from "./edition.ts";
import { exportEdition, trackedFiles } from "./export.ts";
import { firstLab } from "../verify_labs/first_lab.ts";
import { guard } from "./guard.ts";

const DIR = { usage: "DIR", help: "the edition's folder", min: 1, max: 1 };

async function readEdition(): Promise<Edition> {
  return parseEdition(await Deno.readTextFile(EDITION));
}

const exporting = defineTool({
  name: "export",
  summary: "writes the students' edition into an empty folder",
  flags: {
    edition: oneOf("edition", ["student"], {
      default: "student",
      help: "which; there is one",
    }),
  },
  operands: DIR,
  async run({ host, operands: [folder = ""] }) {
    const paths = await exportEdition(await readEdition(), folder);
    host.out(`${paths.length} files in ${folder}`);
    host.err(`Prove it: deno task course check ${folder} --tests`);
    return Exit.ok;
  },
});

const checking = defineTool({
  name: "check",
  summary: "no solution is inside, links work, students' files can be added",
  flags: {
    tests: boolean("tests", { help: "also runs the edition's own tests" }),
  },
  operands: DIR,
  async run({ host, flags, operands: [folder = ""] }) {
    const edition = await readEdition();
    const answers = await answersHere(await trackedFiles(), edition);
    const problems = [...await editionProblems(folder, edition, answers)];
    for (const words of problems) host.err(words);
    if (flags.tests) {
      const { code, stdout } = await runProgram(
        Deno.execPath(),
        ["task", "--quiet", "test"],
        {},
        folder,
      );
      const last = stdout.split("\n").at(-1) ?? "";
      host.out(`tests: ${last}`);
      if (code !== 0) problems.push(`its tests ended with ${code}`);
    }
    host.out(
      `${folder}: held against ${answers.solutions.length} files of ` +
        `solutions, ${problems.length} problems`,
    );
    return problems.length === 0 ? Exit.ok : Exit.verdictFailed;
  },
});

/** The tool. */
export const courseTool: Tool = defineTool({
  name: "course",
  summary: "what an instructor needs: the students' edition, the cohort",
  flags: {},
  commands: [exporting, checking, firstLab, cohort, guard],
  examples: [
    "course export ../quickticket-student",
    "course check ../quickticket-student --tests",
    "course cohort collected",
  ],
  run() {
    throw new UsageError(
      "Cannot run course: a command is missing, e.g. export",
    );
  },
});

if (import.meta.main) Deno.exit(await runTool(realHost(), courseTool));
