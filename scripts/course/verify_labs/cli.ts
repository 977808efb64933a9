/**
 * `deno task lab`: the students' commands, and those by which this repository
 * proves that its labs hold. The student edition runs `course/lab/cli.ts` instead.
 * @module
 */

import {
  defineTool,
  realHost,
  runTool,
  type Tool,
  UsageError,
} from "../../lib/cli/mod.ts";
import { STUDENT_COMMANDS } from "../lab/commands/student_commands.ts";
import { caseFrom } from "./commands/case.ts";
import { cases } from "./commands/cases.ts";
import { prove } from "./commands/prove.ts";
import { run } from "./commands/run.ts";
import { solve } from "./commands/solve.ts";
import { variants } from "./commands/variants.ts";
import { negativeControls } from "./commands/negative_controls.ts";

/** The tool. It works on the current directory, the checkout's root. */
export const labTool: Tool = defineTool({
  name: "lab",
  summary: "the labs: start one, check it, get a hint; prove that it holds",
  flags: {},
  commands: [
    ...STUDENT_COMMANDS,
    run,
    prove,
    negativeControls,
    solve,
    cases,
    caseFrom,
    variants,
  ],
  examples: ["lab list", "lab start 1", "lab check 1", "lab hint 1.4"],
  run() {
    throw new UsageError("Cannot run lab: a command is missing, e.g. list");
  },
});

if (import.meta.main) Deno.exit(await runTool(realHost(), labTool));
