/**
 * `deno task dashboards`
 * @module
 */

import {
  boolean,
  defineTool,
  Exit,
  realHost,
  runTool,
  type Tool,
} from "../../lib/cli/mod.ts";
import { writeGenerated } from "../../lib/files/mod.ts";
import { boardFiles } from "./boards.ts";

/** The tool. It works on the current directory, the checkout's root. */
export const dashboardsTool: Tool = defineTool({
  name: "dashboards",
  summary: "writes Grafana's dashboards from code",
  flags: {
    check: boolean("check", { help: "write nothing; exit 1 if one differs" }),
  },
  async run({ host, flags: { check } }) {
    const { differing } = await writeGenerated(boardFiles(), { check });
    for (const path of differing) {
      host.err(
        check
          ? `${path} is out of date: deno task dashboards`
          : `${path} written`,
      );
    }
    host.out(`${differing.length} files ${check ? "differ" : "written"}`);
    return check && differing.length > 0 ? Exit.verdictFailed : Exit.ok;
  },
});

if (import.meta.main) Deno.exit(await runTool(realHost(), dashboardsTool));
