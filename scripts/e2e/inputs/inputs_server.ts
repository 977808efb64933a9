/**
 * Answers wrong inputs inside one process, so that a tool is loaded once: a
 * line of JSON on stdin is a command line, and a line on stdout its answer.
 * @module
 */

import { realHost, runTool, type Tool } from "../../lib/cli/mod.ts";
import { lineSplitter } from "../../lib/process/mod.ts";
import type { Answer } from "./fault_in.ts";
import type { WrongInput } from "./wrong_inputs.ts";

/** The tool that a module exports. */
function toolIn(
  exported: Readonly<Record<string, unknown>>,
): Tool | undefined {
  return Object.values(exported).find((one): one is Tool =>
    typeof one === "object" && one !== null && "call" in one &&
    "describe" in one
  );
}

async function answer(tool: Tool, input: WrongInput): Promise<Answer> {
  const stdout: string[] = [];
  const stderr: string[] = [];
  const host = realHost();
  const own = (name: string): string | undefined =>
    input.env?.[name] ?? host.env(name);
  const code = await runTool({
    ...host,
    args: input.args,
    env: own,
    isTerminal: false,
    out: (text) => void stdout.push(text),
    err: (text) => void stderr.push(text),
    styled: (stream, text) =>
      void (stream === "out" ? stdout : stderr).push(text),
    confine: () => Promise.resolve(), // the next input needs them again
    onSignal: () => () => {},
  }, tool);
  return { code, stdout: stdout.join("\n"), stderr: stderr.join("\n") };
}

async function* linesOf(
  stream: ReadableStream<Uint8Array>,
): AsyncGenerator<string> {
  const waiting: string[] = [];
  const splitter = lineSplitter((line) => waiting.push(line));
  for await (const chunk of stream) {
    splitter.push(chunk);
    yield* waiting.splice(0);
  }
}

function say(value: unknown): void {
  const bytes = new TextEncoder().encode(`${JSON.stringify(value)}\n`);
  for (let sent = 0; sent < bytes.length;) {
    sent += Deno.stdout.writeSync(bytes.subarray(sent));
  }
}

if (import.meta.main) {
  const [module = ""] = Deno.args;
  const tool = toolIn(await import(module));
  if (tool === undefined) {
    throw new Error(`${module} exports no tool: export the one that it runs`);
  }
  say(tool.describe(tool.name));
  for await (const line of linesOf(Deno.stdin.readable)) {
    say(await answer(tool, JSON.parse(line)));
  }
  Deno.exit(0);
}
