/**
 * `deno task docs`
 * @module
 */

import config from "../../../deno.json" with { type: "json" };
import { realHost, runTool } from "../../lib/cli/mod.ts";
import { courseBlocks } from "./course_blocks.ts";
import { docsTool } from "./docs_tool.ts";
import { shippedBlocks } from "./shipped_blocks.ts";

const tool = docsTool(async () =>
  new Map([
    ...shippedBlocks(config, await Deno.readTextFile("compose.yaml")),
    ...await courseBlocks(),
  ])
);

if (import.meta.main) Deno.exit(await runTool(realHost(), tool));
