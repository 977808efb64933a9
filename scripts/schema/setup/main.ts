/**
 * Prepares the database of a stack in containers, once, before events starts:
 * takes it to the newest schema and puts the events on sale. Safe to repeat.
 * @module
 */

import {
  defineTool,
  Exit,
  realHost,
  runTool,
  type Tool,
} from "../../lib/cli/mod.ts";
import { migrateUp } from "../migrate/mod.ts";
import { seed } from "../seed/mod.ts";
import { databaseUrlOf } from "./database_url.ts";

/** The tool; it is configured by the database variables of events. */
export const setupTool: Tool = defineTool({
  name: "setup",
  summary: "migrates and seeds the database of DB_HOST, DB_NAME, ...",
  flags: {},
  async run({ host }) {
    const url = databaseUrlOf(host.env);
    const { applied } = await migrateUp(url, host.err);
    const { added } = await seed(url);
    host.out(`${applied.length} steps taken, ${added.length} events added`);
    return Exit.ok;
  },
});

if (import.meta.main) Deno.exit(await runTool(realHost(), setupTool));
