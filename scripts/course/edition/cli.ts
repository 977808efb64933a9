/**
 * `deno task course`
 * @module
 */

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
import { toolsIn } from "../../lib/commands/mod.ts";
import { answersHere } from "./answers.ts";
import { editionProblems } from "./check.ts";
import { cohort } from "./commands/cohort.ts";
import { shownCommandProblems } from "./commands.ts";
import { EDITION, type Edition, parseEdition } from "./edition.ts";
import { exportEdition, trackedFiles } from "./export.ts";
import { generatorProblems } from "./generators.ts";
import { ownOkProblems } from "./own_ok.ts";
import { firstLab } from "../verify_labs/first_lab.ts";
import { guard } from "./commands/guard.ts";
import { collecting } from "../term/commands/collect.ts";
import { demo } from "../term/commands/demo.ts";
import { importing } from "../term/commands/import.ts";
import { late } from "../term/commands/late.ts";
import { publishing } from "../term/commands/publish.ts";
import { solutions } from "../solutions/mod.ts";
import { readText } from "../../lib/files/mod.ts";

const DIR = { usage: "DIR", help: "the edition's folder", min: 1, max: 1 };

async function readEdition(): Promise<Edition> {
  return parseEdition(await readText(EDITION));
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
  summary: "an edition gives nothing away, and works by itself",
  flags: {
    quick: boolean("quick", {
      help: "only files, generators and commands; the edition's ok is not run",
    }),
    tests: boolean("tests", {
      help: "also the edition's tests that need processes and sockets",
    }),
  },
  operands: DIR,
  async run({ host, flags, operands: [folder = ""] }) {
    const edition = await readEdition();
    const answers = await answersHere(await trackedFiles(), edition);
    const problems: string[] = [];
    const look = async (what: string, found: Promise<readonly string[]>) => {
      host.err(`${what} ...`);
      for (const words of await found) {
        problems.push(words);
        host.err(`  ${words}`);
      }
    };
    await look("files", editionProblems(folder, edition, answers));
    await look("generators", generatorProblems(folder, edition, answers));
    await look("commands", shownCommandProblems(folder, await toolsIn(".")));
    if (!flags.quick) {
      const onEach = (command: string) => host.err(`  ${command}`);
      await look("deno task ok", ownOkProblems(folder, flags.tests, onEach));
    }
    host.out(
      `${folder}: compared with ${answers.solutions.length} files of ` +
        `solutions, ${problems.length} problems`,
    );
    return problems.length === 0 ? Exit.ok : Exit.verdictFailed;
  },
});

/** The tool. */
export const courseTool: Tool = defineTool({
  name: "course",
  summary: "what an instructor needs: the students' edition, and a term",
  flags: {},
  commands: [
    exporting,
    checking,
    firstLab,
    importing,
    collecting,
    late,
    publishing,
    demo,
    cohort,
    guard,
    solutions,
  ],
  examples: [
    "course export ../quickticket-student",
    "course check ../quickticket-student --tests",
    "course collect collected",
    "course publish --quiz 1=week2.csv",
    "course demo",
  ],
  run() {
    throw new UsageError(
      "Cannot run course: a command is missing, e.g. export",
    );
  },
});

if (import.meta.main) Deno.exit(await runTool(realHost(), courseTool));
