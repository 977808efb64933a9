/**
 * `loadgen table`
 * @module
 */

import { defineTool, Exit, type Tool } from "../../../lib/cli/mod.ts";
import { readSummary } from "../report/run_files.ts";
import { stepsTable } from "../report/steps_table.ts";

/** `loadgen table` */
export const tableTool: Tool = defineTool({
  name: "table",
  summary: "runs side by side, as a Markdown table",
  flags: {},
  operands: {
    usage: "SUMMARY.json...",
    help:
      "summaries of runs (loadgen --summary FILE.json), in the order wanted",
    min: 1,
    max: Infinity,
  },
  examples: ["loadgen table users-10.json users-50.json"],
  async run({ host, operands }) {
    host.out(stepsTable(await Promise.all(operands.map(readSummary))));
    return Exit.ok;
  },
});
