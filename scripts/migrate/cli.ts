/**
 * `deno task migrate up`
 * @module
 */

import { databaseUrlOr } from "../dev/mod.ts";
import { databaseUrl, withoutPassword } from "../lib/database.ts";
import { Exit } from "../lib/exit_code.ts";
import { realHost } from "../lib/host.ts";
import { defineTool, runTool, type Tool } from "../lib/tool.ts";
import { UsageError } from "../lib/flags.ts";
import { migrateUp } from "./mod.ts";

const up: Tool = defineTool({
  name: "up",
  summary: "takes all steps that are missing; safe to repeat",
  flags: { databaseUrl },
  async run({ host, flags }) {
    const url = await databaseUrlOr(flags.databaseUrl);
    host.err(`Migrating ${withoutPassword(url)}`);
    const { applied, before } = await migrateUp(url, host.err);
    host.out(
      applied.length === 0
        ? `Nothing to do: all ${before} steps were taken before`
        : `Took ${applied.length}: ${applied.join(", ")}`,
    );
    return Exit.ok;
  },
});

/** The tool. */
export const migrateTool: Tool = defineTool({
  name: "migrate",
  summary: "changes the database's schema",
  flags: {},
  commands: [up],
  examples: ["migrate up", "migrate up --database-url postgres://me@db/shop"],
  run() {
    throw new UsageError("Cannot run migrate: a command is missing, e.g. up");
  },
});

if (import.meta.main) Deno.exit(await runTool(realHost(), migrateTool));
