/**
 * `deno task docs` in the student edition, whose documents have the parts
 * about grades, proofs and lectures as plain text.
 * @module
 */

import config from "../../../../deno.json" with { type: "json" };
import { realHost, runTool } from "../../../lib/cli/mod.ts";
import { docsTool } from "../docs_tool.ts";
import { shippedBlocks } from "../shipped_blocks.ts";
import { readText } from "../../../lib/files/mod.ts";

const tool = docsTool(async () =>
  shippedBlocks(config, await readText("compose.yaml"))
);

if (import.meta.main) Deno.exit(await runTool(realHost(), tool));
