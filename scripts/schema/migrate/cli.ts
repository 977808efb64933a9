/**
 * `deno task migrate`
 * @module
 */

import {
  defineTool,
  realHost,
  runTool,
  type Tool,
  UsageError,
} from "../../lib/cli/mod.ts";
import { down, up } from "./commands/up_down.ts";
import { fresh, history, stamp, status } from "./commands/status.ts";

/** The same under the name that users of Alembic know. */
function alias(name: string, tool: Tool): Tool {
  return {
    ...tool,
    name,
    summary: `Alembic's word for ${tool.name}: ${tool.summary}`,
    describe: (path) => ({ ...tool.describe(path), name }),
  };
}

/** The tool. */
export const migrateTool: Tool = defineTool({
  name: "migrate",
  summary: "changes the database's schema, step by step",
  flags: {},
  aliases: { "upgrade head": ["up"], "downgrade -1": ["down"] },
  commands: [
    up,
    down,
    status,
    history,
    stamp,
    fresh,
    alias("upgrade", up),
    alias("downgrade", down),
    alias("current", status),
    alias("head", status),
    alias("stamp", stamp),
    alias("revision", fresh),
  ],
  examples: [
    "migrate new add_email",
    "migrate up --dry-run",
    "migrate up --lock-report",
    "migrate down",
    "migrate baseline 0001",
  ],
  run() {
    throw new UsageError("Cannot run migrate: a command is missing, e.g. up");
  },
});

if (import.meta.main) Deno.exit(await runTool(realHost(), migrateTool));
