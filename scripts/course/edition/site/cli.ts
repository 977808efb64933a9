/**
 * `deno task site` of this repository: both editions.
 * @module
 */

import { realHost, runTool, type Tool } from "../../../lib/cli/mod.ts";
import { siteTool } from "../../site/site_tool.ts";
import { openTree } from "../../site/model/tree.ts";
import { studentSource } from "./student_source.ts";

/** The tool. */
export const TOOL: Tool = siteTool({
  instructor: {
    withTree: async (work) => await work(await openTree(".")),
    problemsIn: () => Promise.resolve([]),
  },
  student: studentSource(),
});

if (import.meta.main) Deno.exit(await runTool(realHost(), TOOL));
