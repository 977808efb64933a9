/**
 * `deno task backup`
 * @module
 */

import { defineTool, realHost, runTool, type Tool } from "../../lib/cli/mod.ts";
import { list, verify } from "./commands/list.ts";
import { pruneCommand, runTake, takeFlags } from "./commands/take.ts";

/** The tool. */
export const backupTool: Tool = defineTool({
  name: "backup",
  summary:
    "writes the database to a store, with the sums that a restore must have",
  flags: takeFlags,
  commands: [list, verify, pruneCommand],
  examples: [
    "backup",
    "backup --store s3://shop/backups --recipient age1...",
    "backup list",
    "backup prune --keep 3 --dry-run",
    "backup verify --max-age 10m",
  ],
  run: runTake,
});

if (import.meta.main) Deno.exit(await runTool(realHost(), backupTool));
