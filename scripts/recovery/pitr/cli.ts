/**
 * `deno task archive`
 * @module
 */

import {
  defineTool,
  realHost,
  runTool,
  type Tool,
  UsageError,
} from "../../lib/cli/mod.ts";
import { base, trimCommand } from "./commands/base.ts";
import { follow, forget } from "./commands/follow.ts";
import { point } from "./commands/restore_to.ts";

/** The tool. */
export const archiveTool: Tool = defineTool({
  name: "archive",
  summary: "every change of the database, so that any moment can be had again",
  flags: {},
  commands: [base, follow, point, trimCommand, forget],
  examples: [
    "archive follow",
    "archive base",
    "archive trim --dry-run",
    "archive point --at 2026-11-24T02:15:04Z",
  ],
  run() {
    throw new UsageError("Cannot run archive: a command is missing, e.g. base");
  },
});

if (import.meta.main) Deno.exit(await runTool(realHost(), archiveTool));
