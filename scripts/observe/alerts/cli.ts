/**
 * `deno task alerts`
 * @module
 */

import {
  defineTool,
  realHost,
  runTool,
  type Tool,
  UsageError,
} from "../../lib/cli/mod.ts";
import { foretellTool, recordTool, waitTool } from "./commands/record.ts";
import { replayTool } from "./commands/replay.ts";
import { watchTool } from "./commands/watch.ts";

/** The tool. */
export const alertsTool: Tool = defineTool({
  name: "alerts",
  summary: "your alerts: tried on days that were, evaluated, and written down",
  flags: {},
  commands: [replayTool, watchTool, foretellTool, waitTool, recordTool],
  examples: [
    "alerts replay",
    "alerts watch",
    "alerts foretell 3m",
    "alerts wait firing",
    "alerts record",
  ],
  run() {
    throw new UsageError("Cannot run alerts: a command is missing");
  },
});

if (import.meta.main) Deno.exit(await runTool(realHost(), alertsTool));
