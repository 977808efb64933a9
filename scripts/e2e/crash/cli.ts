/**
 * `deno task e2e:crash`
 * @module
 */

import { startStack } from "../../stack/local/mod.ts";
import {
  boolean,
  defineTool,
  Exit,
  integer,
  realHost,
  runTool,
  type Tool,
} from "../../lib/cli/mod.ts";
import { crashTest } from "./crash.ts";
import { crashText } from "./report.ts";
import { replaceFile } from "../../lib/files/mod.ts";

const FILE = new URL("RESULTS.md", import.meta.url);

/** The tool. */
export const crashTool: Tool = defineTool({
  name: "e2e:crash",
  summary: "kills every part of the shop under load, then checks the books",
  flags: {
    rounds: integer("rounds", {
      default: 30,
      min: 1,
      max: 1000,
      help: "deaths, of each part in turn",
    }),
    write: boolean("write", { help: "keep the figures in RESULTS.md" }),
  },
  examples: ["e2e:crash", "e2e:crash --rounds 5"],
  async run({ host, flags: { rounds, write } }) {
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
    const text = crashText(report);
    host.out(text);
    if (write) await replaceFile(FILE, document(rounds, text));
    return report.broken.length === 0 ? Exit.ok : Exit.verdictFailed;
  },
});

function document(rounds: number, text: string): string {
  const day = new Date().toISOString().slice(0, 10);
  return `# The crash test

DO NOT EDIT: written by \`deno task e2e:crash --write\`.

${rounds} rounds of \`kill -9\` on ${day}, while eight customers reserved and paid.
Nobody but the victim was started again. Then the books were compared: orders in
PostgreSQL, charges in the log of payments, and what the customers were told.

${text}
`;
}

if (import.meta.main) Deno.exit(await runTool(realHost(), crashTool));
