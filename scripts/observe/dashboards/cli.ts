/**
 * `deno task dashboards`
 * @module
 */

import {
  boolean,
  defineTool,
  Exit,
  realHost,
  runTool,
  type Tool,
} from "../../lib/cli/mod.ts";
import { alertFiles, boardFiles } from "./boards.ts";

/** The tool. It works on the current directory, the checkout's root. */
export const dashboardsTool: Tool = defineTool({
  name: "dashboards",
  summary: "writes Grafana's dashboards and alert rules from code",
  flags: {
    check: boolean("check", { help: "write nothing; exit 1 if one differs" }),
  },
  async run({ host, flags }) {
    let differing = 0;
    for (const [file, text] of [...boardFiles(), ...alertFiles()]) {
      const before = await Deno.readTextFile(file).catch(() => undefined);
      if (before === text) continue;
      differing++;
      if (flags.check) {
        host.err(`${file} is out of date: deno task dashboards`);
        continue;
      }
      const folder = file.slice(0, file.lastIndexOf("/"));
      await Deno.mkdir(folder, { recursive: true });
      await Deno.writeTextFile(file, text);
      host.err(`${file} written`);
    }
    host.out(`${differing} files ${flags.check ? "differ" : "written"}`);
    return flags.check && differing > 0 ? Exit.verdictFailed : Exit.ok;
  },
});

if (import.meta.main) Deno.exit(await runTool(realHost(), dashboardsTool));
