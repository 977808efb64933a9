/**
 * `deno task site` where there are no instructors' files: the students' edition.
 * @module
 */

import { realHost, runTool } from "../../lib/cli/mod.ts";
import { siteTool } from "./site_tool.ts";
import { openTree } from "./model/tree.ts";

const TOOL = siteTool({
  student: {
    withTree: async (work) => await work(await openTree(".")),
    problemsIn: () => Promise.resolve([]),
  },
});

if (import.meta.main) Deno.exit(await runTool(realHost(), TOOL));
