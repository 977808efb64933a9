/**
 * `deno task test:chaos`
 * @module
 */

import { startStack } from "../dev/mod.ts";
import { Exit } from "../lib/exit_code.ts";
import { integer } from "../lib/flags.ts";
import { realHost } from "../lib/host.ts";
import { defineTool, runTool, type Tool } from "../lib/tool.ts";
import { crashTest } from "./crash.ts";
import { crashText } from "./report.ts";

/** The tool. */
export const crashTool: Tool = defineTool({
  name: "test:chaos",
  summary: "kills every part of the shop under load, then checks the books",
  flags: {
    rounds: integer("rounds", {
      default: 30,
      min: 1,
      max: 1000,
      help: "deaths, of each part in turn",
    }),
  },
  examples: ["test:chaos", "test:chaos --rounds 5"],
  async run({ host, flags: { rounds } }) {
    const stop = new AbortController();
    const noSignals = host.onSignal(() => stop.abort());
    await using stack = await startStack({ note: host.err });
    const report = await crashTest({
      stack,
      rounds,
      random: Math.random,
      signal: stop.signal,
      onRound: ({ victim, recoveryMs }, number) =>
        host.err(
          `round ${number} of ${rounds}: ${victim} killed, ` +
            `sells again after ${Math.round(recoveryMs)} ms`,
        ),
    });
    noSignals();
    host.out(crashText(report));
    return report.broken.length === 0 ? Exit.ok : Exit.verdictFailed;
  },
});

if (import.meta.main) Deno.exit(await runTool(realHost(), crashTool));
