/**
 * `deno task lab solve N`
 * @module
 */

import {
  defineTool,
  Exit,
  text,
  type Tool,
  UsageError,
} from "../../../lib/cli/mod.ts";
import { solve as solveLabs } from "../../edition/solve.ts";
import { LAB, labNumber } from "../../lab/commands/number.ts";

/** The command. */
export const solve: Tool = defineTool({
  name: "solve",
  summary: "writes the tree as it is after a lab, for those who teach",
  flags: {
    into: text("into", {
      default: undefined,
      help: "an empty folder, or one that is not there yet",
    }),
  },
  operands: LAB,
  async run({ host, flags, operands }) {
    const { into } = flags;
    if (into === undefined) {
      throw new UsageError("Cannot run lab solve: --into FOLDER is missing");
    }
    const lab = labNumber(operands);
    const count = await solveLabs(lab, into);
    host.out(
      `${into} is the tree after lab ${lab}, ${count} files of solutions`,
    );
    return Exit.ok;
  },
});
