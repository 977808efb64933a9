/**
 * `deno task lab start N`
 * @module
 */

import { emptyReport } from "../../../checks/mod.ts";
import { defineTool, Exit, type Tool } from "../../../lib/cli/mod.ts";
import { readOptional } from "../../../lib/files/mod.ts";
import { labOf } from "../labs.ts";
import { LAB, labNumber } from "./number.ts";

/** The command. */
export const start: Tool = defineTool({
  name: "start",
  summary: "writes the report to fill in, and says where the text is",
  flags: {},
  operands: LAB,
  async run({ host, operands }) {
    const lab = labOf(labNumber(operands));
    const file = `submissions/lab${lab.lab}.md`;
    const own = await readOptional(`labs/lab${lab.lab}/report.md`) ?? "";
    await Deno.mkdir("submissions", { recursive: true });
    try {
      const text = emptyReport(lab, own);
      await Deno.writeTextFile(file, text, { createNew: true });
      host.out(`${file} written; the text is labs/lab${lab.lab}.md`);
    } catch (error) {
      if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
      host.out(`${file} is there already; the text is labs/lab${lab.lab}.md`);
    }
    return Exit.ok;
  },
});
