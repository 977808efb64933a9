/**
 * `deno task dev`: the stack in a terminal, until Ctrl-C.
 * @module
 */

import { type RunningConsole, startConsole } from "../console/mod.ts";
import { CouldNotRun, Exit, type Host } from "../../lib/cli/mod.ts";
import { preflight } from "../local/preflight.ts";
import { isWorthShowing, prefixer, readable } from "../local/log_view.ts";
import {
  DEV_DIRECTORY,
  readState,
  ROOT,
} from "../../adapters/running_stack/mod.ts";
import { createStack } from "../local/stack.ts";
import type { Stack, StackOptions } from "../local/stack_options.ts";
import { lookAt, statusTable } from "../local/status.ts";
import { stopOnSignal } from "../local/stop_on_signal.ts";
import { watchSources } from "./watch.ts";

interface LiveOptions {
  readonly directory: string;
  /** Starts with empty stores. */
  readonly fresh: boolean;
  /** Restarts a service when its source changes. */
  readonly watch: boolean;
  /** Where the console listens, 0 for any port; undefined: no console. */
  readonly consolePort?: number | undefined;
  /** Asked when nothing of an earlier run holds a port any more. */
  plan(): Promise<Omit<StackOptions, "directory">>;
}

/** Runs the stack until a signal; the answer is the exit code. */
export async function runLive(
  host: Host,
  { directory, fresh, watch, consolePort, plan }: LiveOptions,
): Promise<number> {
  const { clock } = host;
  const begin = clock.monotonic();
  await preflight(directory, { clock, fresh });
  const options = await plan();
  const services = options.services.map((service) => service.name);
  const prefix = prefixer(
    [...services, "postgres", "redis"],
    host.isTerminal && host.env("NO_COLOR") === undefined,
  );
  const say = (text: string): void => host.styled("err", prefix("dev", text));

  const stack = await createStack({
    ...options,
    directory,
    clock,
    env: withOwnToken(host, options.env),
    note: say,
    onLine: (name, line) => {
      if (!isWorthShowing(name, line)) return;
      host.styled("out", prefix(name, readable(line)));
    },
    onEnd: ({ name, how, expected }) => {
      if (expected) return;
      say(`${name} ended with ${how}; again: deno task dev start ${name}`);
    },
  });
  const ending = stopOnSignal(host, stack, say);
  const watching = new AbortController();
  let page: RunningConsole | undefined;
  try {
    say(`Starting ${stack.names.join(", ")} ...`);
    await stack.boot();
    page = await openConsole();
    host.err(await welcome(stack, page?.url, clock.monotonic() - begin));
    if (watch) {
      watchSources({
        root: ROOT,
        services,
        clock,
        signal: watching.signal,
        onChange: (changed) => void reload(stack, changed, say),
      }).catch((error) => say(`Cannot watch services/: ${error.message}`));
    }
    await ending.asked;
  } catch (error) {
    if (!ending.isAsked()) throw error; // else it was stopped while starting
  } finally {
    watching.abort();
    await page?.close();
    await stack.close();
    ending.off();
  }
  say("everything is stopped, the data stay");
  return Exit.ok;

  /** The shop is what matters: without its console it still runs. */
  async function openConsole(): Promise<RunningConsole | undefined> {
    if (consolePort === undefined) return undefined;
    try {
      return await startConsole({
        directory,
        port: consolePort,
        labProgress: `${DEV_DIRECTORY}/lab/progress.json`,
        clock,
        note: say,
      });
    } catch (error) {
      if (!(error instanceof CouldNotRun)) throw error;
      say(`${error.message}; the shop runs without it`);
      return undefined;
    }
  }
}

/** A user who exported a token means to use it. */
function withOwnToken(
  host: Host,
  env: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const token = host.env("FAULTS_TOKEN");
  return token ? { ...env, FAULTS_TOKEN: token } : env;
}

async function welcome(
  stack: Stack,
  consoleUrl: string | undefined,
  tookMs: number,
): Promise<string> {
  const state = await readState(stack.paths.state);
  const rows = state === undefined ? [] : [...await lookAt(state)];
  if (consoleUrl !== undefined) {
    rows.push({ name: "console", status: "ready", pid: null, url: consoleUrl });
  }
  return `
${statusTable(rows)}

Ready in ${(tookMs / 1000).toFixed(1)} s. Try: curl ${stack.urls.gateway}/events
In another terminal: deno task dev kill payments (or stop, start, restart,
status, logs; see --help). Ctrl-C ends everything; the data stay.
The course is at http://127.0.0.1:8091 while deno task site serve runs.
`;
}

async function reload(
  stack: Stack,
  names: readonly string[],
  say: (text: string) => void,
): Promise<void> {
  await Promise.all(names.map(async (name) => {
    try {
      if (await stack.reload(name)) say(`${name} runs its new source`);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      // Its output has been shown already.
      say(`${reason.split("\n")[0]}; waiting for the next change`);
    }
  }));
}
