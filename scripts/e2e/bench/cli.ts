/**
 * `deno task bench`
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
import { kept, table } from "../../lib/measured/mod.ts";
import { measure } from "./measure.ts";
import { replaceFile } from "../../lib/files/mod.ts";

const FILE = new URL("BENCHMARKS.md", import.meta.url);

/** The tool. */
export const benchTool: Tool = defineTool({
  name: "bench",
  summary: "measures speed and cost against bare servers in the same run",
  flags: {
    seconds: integer("seconds", {
      default: 4,
      min: 1,
      max: 60,
      help: "length of one measurement",
    }),
    connections: integer("connections", {
      default: 32,
      min: 1,
      max: 1000,
      help: "connections at a time",
    }),
    rounds: integer("rounds", {
      default: 3,
      min: 1,
      max: 20,
      help: "measurements of each side of a pair",
    }),
    write: boolean("write", { help: "keep the result in BENCHMARKS.md" }),
  },
  examples: ["bench", "bench --rounds 5 --write"],
  async run({ host, flags }) {
    await using stack = await startStack({ only: [], note: host.err });
    const { seconds, connections, rounds } = flags;
    const figures = await measure({
      stack,
      seconds,
      connections,
      rounds,
      say: host.err,
    });
    const text = table(figures);
    host.out(text);
    if (flags.write) await replaceFile(FILE, document(text));
    return figures.every(kept) ? Exit.ok : Exit.verdictFailed;
  },
});

function document(text: string): string {
  const day = new Date().toISOString().slice(0, 10);
  return `# Benchmarks

DO NOT EDIT: written by \`deno task bench --write\`.

Measured on ${day} with Deno ${Deno.version.deno} on ${Deno.build.os} ` +
    `${Deno.build.arch}, ${navigator.hardwareConcurrency} cores that the load
generator, the services, PostgreSQL and Redis share. The services log every
request, as in production.

${text}
`;
}

if (import.meta.main) Deno.exit(await runTool(realHost(), benchTool));
