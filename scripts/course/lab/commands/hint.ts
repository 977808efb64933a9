/**
 * `deno task lab hint N.M`
 * @module
 */

import { keepHint } from "../../../checks/mod.ts";
import {
  CouldNotRun,
  defineTool,
  Exit,
  integer,
  type Tool,
} from "../../../lib/cli/mod.ts";
import { labOf } from "../labs.ts";

/** The command. */
export const hint: Tool = defineTool({
  name: "hint",
  summary: "helps with a step, a little more each time it is asked",
  flags: {
    tier: integer("tier", {
      default: 1,
      min: 1,
      max: 3,
      help: "how much help: 1 says where to look, 3 nearly what to do",
    }),
  },
  operands: { usage: "N.M", help: "a step, such as 1.4", min: 1, max: 1 },
  async run({ host, flags, operands }) {
    const [id = ""] = operands;
    const lab = labOf(Number(id.split(".")[0]));
    const step = lab.checks.find((one) => one.id === id);
    if (step === undefined) {
      throw new CouldNotRun(
        `Cannot find step ${id}: lab ${lab.lab} has checks ` +
          lab.checks.map((one) => one.id).join(", "),
      );
    }
    host.out(step.hints[flags.tier - 1] ?? "There is no more to say.");
    await keepHint(lab.lab, id, flags.tier);
    if (flags.tier < step.hints.length) {
      host.err(`more: deno task lab hint ${id} --tier ${flags.tier + 1}`);
    }
    return Exit.ok;
  },
});
