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
import { deadExports } from "./dead_exports.ts";
import { floorPlan } from "./floor_plan.ts";
import { exportsOf, importsOf } from "./imports.ts";
import { isInOrder, mapLines } from "./map_text.ts";
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
    const files = await codeFiles(root);
    const imports = files.flatMap(importsOf);
    const plan = floorPlan(files.map(({ path }) => path), imports);
    const dead = deadExports(files.flatMap(exportsOf), imports);
    host.out(
      json
        ? JSON.stringify({ ...plan, deadExports: dead }, null, 2)
        : mapLines(plan, dead).join("\n"),
    );
    return isInOrder(plan, dead) ? Exit.ok : Exit.verdictFailed;
  },
});

if (import.meta.main) Deno.exit(await runTool(realHost(), mapTool));
