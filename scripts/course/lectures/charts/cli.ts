/**
 * `deno task lectures:charts`
 * @module
 */

import {
  boolean,
  CouldNotRun,
  defineTool,
  Exit,
  realHost,
  runTool,
  type Tool,
} from "../../../lib/cli/mod.ts";
import { readText, writeGenerated } from "../../../lib/files/mod.ts";
import { type Chart, readChart } from "./chart.ts";
import { computedCharts } from "./computed/mod.ts";
import { drawCharts } from "./draw.ts";

/** Where measurements and drawings are kept. */
const FOLDER = "lectures/charts";

/** The tool. It works on the current directory, the checkout's root. */
export const chartsTool: Tool = defineTool({
  name: "lectures:charts",
  summary: "draws the charts of the lectures from measurements and formulas",
  flags: {
    check: boolean("check", { help: "write nothing; exit 1 if one differs" }),
  },
  examples: ["lectures:charts", "lectures:charts --check"],
  async run({ host, flags: { check } }) {
    const charts = { ...computedCharts(), ...await measuredCharts() };
    const files = new Map(
      Object.entries(await drawCharts(charts)).map(([name, svg]) => [
        `${FOLDER}/${name}.svg`,
        svg,
      ]),
    );
    const { differing } = await writeGenerated(files, { check });
    for (const path of differing) {
      host.err(
        check
          ? `${path} is out of date. Run deno task lectures:charts`
          : `${path} written`,
      );
    }
    host.out(
      `${files.size} charts, ${differing.length} ${
        check ? "differ" : "written"
      }`,
    );
    return check && differing.length > 0 ? Exit.verdictFailed : Exit.ok;
  },
});

/** The charts with measured data, by name. */
async function measuredCharts(): Promise<Readonly<Record<string, Chart>>> {
  const charts: Record<string, Chart> = {};
  for await (const { name } of Deno.readDir(FOLDER)) {
    if (!name.endsWith(".yaml")) continue;
    const path = `${FOLDER}/${name}`;
    const chart = readChart(await readText(path), path);
    if (typeof chart === "string") throw new CouldNotRun(chart);
    charts[name.replace(/\.yaml$/, "")] = chart;
  }
  return charts;
}

if (import.meta.main) Deno.exit(await runTool(realHost(), chartsTool));
