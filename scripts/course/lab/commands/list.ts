/**
 * `deno task lab list`
 * @module
 */

import { defineTool, Exit, type Tool } from "../../../lib/cli/mod.ts";
import { LABS } from "../labs.ts";

/** The command. */
export const list: Tool = defineTool({
  name: "list",
  summary: "the labs that can be checked",
  flags: {},
  run({ host }) {
    for (const { lab, title, tasks, checks } of LABS) {
      const points = tasks.reduce((sum, task) => sum + task.points, 0);
      host.out(
        `${lab}  ${title} (${points} points, ${checks.length} checks): ` +
          `labs/lab${lab}.md`,
      );
    }
    return Exit.ok;
  },
});
