/**
 * `deno task e2e:inputs`
 * @module
 */

import {
  defineTool,
  Exit,
  integer,
  realHost,
  runTool,
  text,
  type Tool,
} from "../../lib/cli/mod.ts";
import { ROOT } from "../../adapters/running_stack/mod.ts";
import { openPlace } from "./place.ts";
import { tryInputs } from "./try_inputs.ts";

/** The tool. */
export const inputsTool: Tool = defineTool({
  name: "e2e:inputs",
  summary: "types wrong inputs at every command; each must be refused in words",
  flags: {
    each: integer("each", {
      default: 1000,
      min: 1,
      max: 1000,
      help: "how many inputs of a command at most",
    }),
    seed: integer("seed", {
      default: 1,
      min: 0,
      max: 1_000_000,
      help: "which of them are taken, when not all are",
    }),
    only: text("only", {
      default: undefined,
      placeholder: "PATH",
      help: "only tools whose file has this in its path",
    }),
  },
  examples: ["e2e:inputs", "e2e:inputs --each 10 --only recovery"],
  async run({ host, flags: { each, seed, only } }) {
    await using place = await openPlace(ROOT, host.env, host.clock);
    const { tools, commands, inputs, faults } = await tryInputs(place, {
      each,
      seed,
      ...only === undefined ? {} : { only },
      note: host.err,
    });
    const written = await place.changed();
    for (const words of faults) host.out(words);
    for (const path of written) host.out(`a wrong input wrote ${path}`);
    host.out(
      `${inputs} wrong inputs for ${commands} commands of ${tools} tools: ` +
        `${faults.length} faults, ${written.length} files written`,
    );
    if (tools === 0) {
      host.err(`No tool has ${only} in its path; try --only recovery`);
      return Exit.couldNotRun;
    }
    return faults.length + written.length === 0 ? Exit.ok : Exit.verdictFailed;
  },
});

if (import.meta.main) Deno.exit(await runTool(realHost(), inputsTool));
