/**
 * `deno task dev`: the stack in a terminal, until Ctrl-C.
 * @module
 */

import { Exit } from "../lib/exit_code.ts";
import type { Host } from "../lib/host.ts";
import { clearWay } from "./clear_way.ts";
import { isWorthShowing, prefixer, readable } from "./log_view.ts";
import { ROOT } from "./paths.ts";
import { createStack } from "./stack.ts";
import type { Stack, StackOptions } from "./stack_options.ts";
import { readState } from "./state.ts";
import { lookAt, statusTable } from "./status.ts";
import { stopOnSignal } from "./stop_on_signal.ts";
import { watchSources } from "./watch.ts";

interface LiveOptions {
  readonly directory: string;
  /** Starts with empty stores. */
  readonly fresh: boolean;
  /** Restarts a service when its source changes. */
  readonly watch: boolean;
  /** Asked when nothing of an earlier run holds a port any more. */
  plan(): Promise<Omit<StackOptions, "directory">>;
}

/** Runs the stack until a signal; the answer is the exit code. */
export async function runLive(
  host: Host,
  { directory, fresh, watch, plan }: LiveOptions,
): Promise<number> {
  const { clock } = host;
  const begin = clock.monotonic();
  await clearWay(directory, { clock, fresh });
  const options = await plan();
  const services = options.services.map((service) => service.name);
  const prefix = prefixer(
    [...services, "postgres", "redis"],
    host.isTerminal && host.env("NO_COLOR") === undefined,
  );
  const say = (text: string): void => host.err(prefix("dev", text));

  const stack = await createStack({
    ...options,
    directory,
    clock,
    note: say,
    onLine: (name, line) => {
      if (isWorthShowing(name, line)) host.out(prefix(name, readable(line)));
    },
    onEnd: ({ name, how, expected }) => {
      if (expected) return;
      say(`${name} ended with ${how}; again: deno task dev start ${name}`);
    },
  });
  const ending = stopOnSignal(host, stack, say);
  const watching = new AbortController();
  try {
    say(`Starting ${stack.names.join(", ")} ...`);
    await stack.boot();
    host.err(await welcome(stack, clock.monotonic() - begin));
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
    await stack.close();
    ending.off();
  }
  say("everything is stopped, the data stay");
  return Exit.ok;
}

async function welcome(stack: Stack, tookMs: number): Promise<string> {
  const state = await readState(stack.paths.state);
  return `
${state === undefined ? "" : statusTable(await lookAt(state))}

Ready in ${(tookMs / 1000).toFixed(1)} s. Try: curl ${stack.urls.gateway}/events
In another terminal: deno task dev kill payments (or stop, start, restart,
status, logs; see --help). Ctrl-C ends everything; the data stay.
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
      // What it wrote has been shown already.
      say(`${reason.split("\n")[0]}; waiting for the next change`);
    }
  }));
}
