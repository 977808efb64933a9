/**
 * `deno task repo:map`
 * @module
 */

import {
  boolean,
  defineTool,
  Exit,
  realHost,
  runTool,
  text,
  type Tool,
} from "../../lib/cli/mod.ts";
import { isInOrder, mapLines } from "./map_text.ts";
import { measure } from "./measure.ts";
import { codeFiles } from "./repository.ts";

/** The tool. */
export const mapTool: Tool = defineTool({
  name: "repo:map",
  summary: "measures the floor plan: rooms, levels, arrows, cycles, dead names",
  flags: {
    json: boolean("json", { help: "print the figures as JSON" }),
    root: text("root", {
      default: ".",
      placeholder: "FOLDER",
      help: "the checkout that is measured",
    }),
  },
  examples: ["repo:map", "repo:map --json"],
  async run({ host, flags: { json, root } }) {
    const { plan, dead } = measure(await codeFiles(root));
    host.out(
      json
        ? JSON.stringify({ ...plan, deadExports: dead }, null, 2)
        : mapLines(plan, dead).join("\n"),
    );
    return isInOrder(plan, dead) ? Exit.ok : Exit.verdictFailed;
  },
});

if (import.meta.main) Deno.exit(await runTool(realHost(), mapTool));
