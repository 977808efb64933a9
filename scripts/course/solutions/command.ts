/**
 * `deno task course solutions`
 * @module
 */

import { boolean, defineTool, Exit, type Tool } from "../../lib/cli/mod.ts";
import { writeGenerated } from "../../lib/files/mod.ts";
import { solutionFiles } from "./solution_files.ts";

/** The command. It works on the current directory, the checkout's root. */
export const solutions: Tool = defineTool({
  name: "solutions",
  summary: "writes the solutions that are generated from code: Labs 3 and 6",
  flags: {
    check: boolean("check", { help: "write nothing; exit 1 if one differs" }),
  },
  async run({ host, flags: { check } }) {
    const { differing } = await writeGenerated(solutionFiles(), { check });
    for (const path of differing) {
      host.err(
        check
          ? `${path} is out of date: deno task course solutions`
          : `${path} written`,
      );
    }
    host.out(`${differing.length} files ${check ? "differ" : "written"}`);
    return check && differing.length > 0 ? Exit.verdictFailed : Exit.ok;
  },
});
