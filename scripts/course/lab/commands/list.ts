/**
 * `deno task lab list`
 * @module
 */

import { defineTool, Exit, type Tool } from "../../../lib/cli/mod.ts";
import { disputesOf } from "../../../checks/disputes/mod.ts";
import { LABS } from "../labs.ts";
import { stepName } from "../step.ts";

/** The command. */
export const list: Tool = defineTool({
  name: "list",
  needs: ["read", "env", "sys"],
  summary: "the labs that can be checked",
  flags: {},
  async run({ host }) {
    for (const { lab, title, tasks, checks } of LABS) {
      const points = tasks.reduce((sum, task) => sum + task.points, 0);
      host.out(
        `${lab}  ${title} (${points} points, ${checks.length} checks): ` +
          `labs/lab${lab}.md`,
      );
      const disputes = await disputesOf(lab, checks.map(({ id }) => id));
      for (const [id, { why }] of disputes) {
        host.out(`   ${stepName(lab, id)} disputed: ${why}`);
      }
    }
    return Exit.ok;
  },
});
