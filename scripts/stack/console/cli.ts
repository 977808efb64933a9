/**
 * `deno task console`: the page for a stack that runs without it.
 * @module
 */

import { DEV_DIRECTORY } from "../local/mod.ts";
import {
  defineTool,
  Exit,
  type Host,
  integer,
  realHost,
  runTool,
  type Tool,
} from "../../lib/cli/mod.ts";
import { CONSOLE_PORT, startConsole } from "./mod.ts";

export const TOOL: Tool = defineTool({
  name: "console",
  summary: "one local page on the running shop; deno task dev has it already",
  flags: {
    port: integer("port", {
      default: CONSOLE_PORT,
      min: 0,
      max: 65_535,
      help: "where the page listens on 127.0.0.1; 0 is any free port",
    }),
  },
  examples: ["console", "console --port 9090"],
  async run({ host, flags: { port } }) {
    const state = host.env("DEV_STATE") || `${DEV_DIRECTORY}/state.json`;
    await using page = await startConsole({
      directory: state.replace(/[\\/][^\\/]*$/, ""),
      port,
      labProgress: `${DEV_DIRECTORY}/lab/progress.json`,
      clock: host.clock,
      note: host.err,
    });
    host.err(`The console is at ${page.url}; Ctrl-C ends it`);
    await new Promise<void>((resolve) => host.onSignal(() => resolve()));
    return Exit.ok;
  },
});

/** Runs the tool; the answer is the exit code. */
export function run(host: Host): Promise<number> {
  return runTool(host, TOOL);
}

if (import.meta.main) Deno.exit(await run(realHost()));
