/**
 * `deno task lab report N`
 * @module
 */

import { studentContext } from "../../../checks/mod.ts";
import { defineTool, Exit, type Tool } from "../../../lib/cli/mod.ts";
import { labOf } from "../labs.ts";
import { sealed, writeReport } from "./evidence.ts";
import { LAB, labNumber } from "./number.ts";

/** The command. */
export const report: Tool = defineTool({
  name: "report",
  summary: "writes what was measured into the report; your answers stay",
  flags: {},
  operands: LAB,
  async run({ host, operands }) {
    const lab = labOf(labNumber(operands));
    const context = studentContext(host);
    await Deno.mkdir("submissions", { recursive: true });
    const file = await writeReport(lab, await sealed(lab, context), context);
    host.out(`${file} written`);
    return Exit.ok;
  },
});
