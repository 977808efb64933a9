/**
 * `deno task lab hint N.M`
 * @module
 */

import { keepHint } from "../../../checks/mod.ts";
import { defineTool, Exit, integer, type Tool } from "../../../lib/cli/mod.ts";
import { STEP, stepName, stepOf } from "../step.ts";

/** The command. */
export const hint: Tool = defineTool({
  name: "hint",
  needs: ["read", "write", "env", "sys"],
  summary: "helps with a step, a little more each time it is asked",
  flags: {
    tier: integer("tier", {
      default: 1,
      min: 1,
      max: 3,
      help: "how much help: 1 says where to look, 3 nearly what to do",
    }),
  },
  operands: STEP,
  async run({ host, flags, operands }) {
    const { lab, check: { id, hints } } = stepOf(operands);
    host.out(hints[flags.tier - 1] ?? "There is no more to say.");
    await keepHint(lab.lab, id, flags.tier);
    if (flags.tier < hints.length) {
      host.err(
        `more: deno task lab hint ${stepName(lab.lab, id)} --tier ${
          flags.tier + 1
        }`,
      );
    }
    return Exit.ok;
  },
});
