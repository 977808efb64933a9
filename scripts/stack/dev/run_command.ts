/**
 * `deno task dev -- CMD`: a stack of its own for one command.
 * @module
 */

import { CouldNotRun, Exit, type Host } from "../../lib/cli/mod.ts";
import { removeDeadRuns, removeDirectory } from "../local/orphans.ts";
import { DEV_DIRECTORY } from "../../adapters/running_stack/mod.ts";
import { createStack } from "../local/stack.ts";
import type { Stack, StackOptions } from "../local/stack_options.ts";

interface CommandOptions {
  readonly command: readonly string[];
  plan(): Promise<Omit<StackOptions, "directory">>;
}

/**
 * Starts everything, runs the command with the URLs in its environment, ends
 * everything; the answer is the command's exit code.
 */
export async function runCommand(
  host: Host,
  { command, plan }: CommandOptions,
): Promise<number> {
  const directory = `${DEV_DIRECTORY}/run-${Deno.pid}`;
  const say = (text: string): void => host.err(`dev | ${text}`);
  await Deno.mkdir(DEV_DIRECTORY, { recursive: true });
  await removeDeadRuns(host.clock);
  const stack = await createStack({
    ...await plan(),
    directory,
    clock: host.clock,
    note: say,
  });
  let child: Deno.ChildProcess | undefined;
  let isAsked = false;
  const off = host.onSignal((signal) => {
    isAsked = true;
    if (child === undefined) void stack.close();
    // A terminal's Ctrl-C has reached the command already.
    else if (signal !== "SIGINT" || !host.isTerminal) send(child, signal);
  });
  let code: number = Exit.couldNotRun;
  try {
    await stack.boot();
    child = spawn(command, stack);
    code = (await child.status).code;
  } catch (error) {
    if (!isAsked) throw error; // else it was stopped while starting
  } finally {
    await stack.close();
    off();
    await keepLogs(stack, code, say);
    await removeDirectory(directory);
  }
  return code;
}

function spawn(
  [file = "", ...args]: readonly string[],
  stack: Stack,
): Deno.ChildProcess {
  try {
    return new Deno.Command(file, {
      args,
      env: stack.env,
      stdin: "inherit",
      stdout: "inherit",
      stderr: "inherit",
    }).spawn();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CouldNotRun(`Cannot run ${file}: ${reason}`);
  }
}

function send(child: Deno.ChildProcess, signal: Deno.Signal): void {
  try {
    child.kill(signal);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // it has just ended
  }
}

/** When the command failed, one will want to know what the services said. */
async function keepLogs(
  { paths }: Stack,
  code: number,
  say: (text: string) => void,
): Promise<void> {
  if (code === Exit.ok) return;
  const kept = `${DEV_DIRECTORY}/logs-of-last-failure`;
  await Deno.remove(kept, { recursive: true }).catch(() => {}); // was not there
  await Deno.rename(paths.logs, kept);
  say(`the logs of this run are in ${kept}`);
}
