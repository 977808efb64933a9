/**
 * `deno task seed`
 * @module
 */

import { databaseUrlOr } from "../../adapters/running_stack/mod.ts";
import { databaseUrl, withoutPassword } from "../../adapters/postgres/mod.ts";
import {
  defineTool,
  Exit,
  realHost,
  runTool,
  type Tool,
} from "../../lib/cli/mod.ts";
import { seed } from "./mod.ts";

/** The tool. */
export const seedTool: Tool = defineTool({
  name: "seed",
  summary: "puts the shop's six events on sale; safe to repeat",
  flags: { databaseUrl },
  examples: ["seed", "seed --database-url postgres://me@db/shop"],
  async run({ host, flags }) {
    const url = await databaseUrlOr(flags.databaseUrl);
    host.err(`Seeding ${withoutPassword(url)}`);
    const { added, before } = await seed(url);
    host.out(`${added.length} events added, ${before} were there before`);
    return Exit.ok;
  },
});

if (import.meta.main) Deno.exit(await runTool(realHost(), seedTool));
