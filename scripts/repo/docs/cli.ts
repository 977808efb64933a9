/**
 * `deno task docs`
 * @module
 */

import config from "../../../deno.json" with { type: "json" };
import { realHost, runTool, type Tool } from "../../lib/cli/mod.ts";
import { courseBlocks } from "./course_blocks.ts";
import { measure } from "../map/measure.ts";
import { mapTable } from "../map/map_text.ts";
import { codeFiles } from "../map/repository.ts";
import { docsTool } from "./docs_tool.ts";
import { shippedBlocks } from "./shipped_blocks.ts";
import { readText } from "../../lib/files/mod.ts";
import { documentProblems, isRead } from "./prose/document_prose.ts";

/** The tool. */
export const tool: Tool = docsTool(async () =>
  new Map([
    ...shippedBlocks(config, await readText("compose.yaml")),
    ...await courseBlocks(),
    ["floor-plan", mapTable(measure(await codeFiles(".")).plan)],
  ]), (path, text) => isRead(path) ? documentProblems(text) : []);

if (import.meta.main) Deno.exit(await runTool(realHost(), tool));
