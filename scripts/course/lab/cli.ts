/**
 * `deno task lab` as students have it
 * @module
 */

import {
  defineTool,
  realHost,
  runTool,
  type Tool,
  UsageError,
} from "../../lib/cli/mod.ts";
import { STUDENT_COMMANDS } from "./commands/student_commands.ts";

/** The tool. It works on the current directory, the checkout's root. */
export const labTool: Tool = defineTool({
  name: "lab",
  summary: "the labs: start one, check it, get a hint",
  flags: {},
  commands: STUDENT_COMMANDS,
  examples: ["lab list", "lab start 1", "lab check 1", "lab hint 1.4"],
  run() {
    throw new UsageError("Cannot run lab: a command is missing, e.g. list");
  },
});

if (import.meta.main) Deno.exit(await runTool(realHost(), labTool));
