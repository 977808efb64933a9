/**
 * `deno task lab start N`
 * @module
 */

import { dirname } from "node:path";
import { emptyReport } from "../../../checks/mod.ts";
import { withFields } from "../../../checks/report_fields/mod.ts";
import {
  defineTool,
  Exit,
  type Host,
  type Tool,
} from "../../../lib/cli/mod.ts";
import { createFile, readOptional, readText } from "../../../lib/files/mod.ts";
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
    const text = emptyReport(lab, own);
    await handOut(host, file, text, `; the text is labs/lab${lab.lab}.md`);
    for (const { file, form } of lab.forms ?? []) {
      const text = withFields(await readText(form), lab.fields ?? []);
      await handOut(host, file, text, "");
    }
    return Exit.ok;
  },
});

/** Writes a file that is not there yet; one that is there is the student's. */
async function handOut(
  host: Host,
  file: string,
  text: string,
  more: string,
): Promise<void> {
  await Deno.mkdir(dirname(file), { recursive: true });
  try {
    await createFile(file, text);
    host.out(`${file} written${more}`);
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    host.out(`${file} is there already${more}`);
  }
}
