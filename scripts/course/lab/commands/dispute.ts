/**
 * `deno task lab dispute N.M --why "..."`
 * @module
 */

import { readLabState, studentContext } from "../../../checks/mod.ts";
import { keepDispute } from "../../../checks/disputes/mod.ts";
import {
  CouldNotRun,
  defineTool,
  Exit,
  text,
  type Tool,
  UsageError,
} from "../../../lib/cli/mod.ts";
import { STEP, stepName, stepOf } from "../step.ts";

/** The command. */
export const dispute: Tool = defineTool({
  name: "dispute",
  summary: "says that a check is wrong about your work, for a person to decide",
  flags: {
    why: text("why", {
      default: undefined,
      placeholder: "TEXT",
      help: "why your work is right, or why it cannot be measured here",
    }),
  },
  operands: STEP,
  examples: ['lab dispute 3.6 --why "50,4 is how we write 50.4"'],
  async run({ host, flags, operands }) {
    const { lab, check } = stepOf(operands);
    const why = flags.why?.trim() ?? "";
    if (why === "") {
      throw new UsageError("Cannot dispute a check: --why is missing or empty");
    }
    const { records } = await readLabState(lab.lab);
    const record = records.find(({ id }) => id === check.id);
    if (record === undefined) {
      throw new CouldNotRun(
        `Cannot dispute ${check.id}: it has not run yet; ` +
          `deno task lab check ${lab.lab} --step ${check.id}`,
      );
    }
    const { path, dispute } = await keepDispute(
      lab,
      record,
      why,
      studentContext(host),
    );
    const dropped = dispute.files.filter(({ isKept }) => !isKept);
    host.out(`${path} has what the check found and what it looked at:`);
    for (const { path: file, bytes, isKept } of dispute.files) {
      host.out(`  ${file} (${bytes} bytes${isKept ? "" : ", too large"})`);
    }
    if (dropped.length > 0) host.out("Attach the large files yourself.");
    host.out(
      "\nLook through it: nothing secret should be in there. Then:\n" +
        `  deno task lab evidence ${lab.lab}   marks ${
          stepName(lab.lab, check.id)
        } as disputed\n` +
        "  git add submissions, and hand it in with the lab\n" +
        "An instructor decides. Until then the point is neither paid nor lost.",
    );
    return Exit.ok;
  },
});
