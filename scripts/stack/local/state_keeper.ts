/**
 * Keeps a stack's state file true while it runs.
 * @module
 */

import { CouldNotRun } from "../../lib/cli/mod.ts";
import {
  claimState,
  isAlive,
  logFile,
  readState,
  type StackPaths,
  type State,
  writeState,
} from "../../adapters/running_stack/mod.ts";
import type { Store } from "./stores.ts";

interface Kept {
  readonly control: { readonly url: string; readonly token: string };
  readonly faultsToken: string;
  readonly services: readonly Addressed[];
  readonly stores: readonly Store[];
  /** The process of a component; null while it does not run. */
  pidOf(name: string): number | null;
}

interface Addressed {
  readonly name: string;
  readonly url: string;
}

/** Writes the state again; takes the file away. */
export interface StateKeeper {
  /** Resolves when the file is true. */
  save(): Promise<void>;
  remove(): Promise<void>;
}

/**
 * Claims the state file of a directory and keeps it.
 * @throws {CouldNotRun} when another stack lives there
 */
export async function stateKeeper(
  paths: StackPaths,
  { control, faultsToken, services, stores, pidOf }: Kept,
): Promise<StateKeeper> {
  const started = new Date().toISOString();
  let writing = Promise.resolve();
  let removed = false;

  function current(): State {
    const state: State = {
      supervisor: { pid: Deno.pid, started },
      control: { url: control.url, token: control.token },
      faultsToken,
      services: {},
    };
    for (const { name, url } of services) {
      const log = logFile(paths, name);
      state.services[name] = { url, pid: pidOf(name), log };
    }
    for (const { name, url, process } of stores) {
      const external = process === undefined;
      const store = { url, pid: pidOf(name), ...external && { external } };
      if (name === "postgres") state.postgres = store;
      else state.redis = store;
    }
    return state;
  }

  await claimState(paths.state, current());
  return {
    save: () => {
      writing = writing.then(async () => {
        if (!removed) await writeState(paths.state, current());
      });
      return writing;
    },
    remove: async () => {
      removed = true;
      await writing;
      await Deno.remove(paths.state).catch((error) => {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
      });
    },
  };
}

/**
 * The state that a dead supervisor left in a directory, after the file has
 * been taken away; undefined when there is none.
 * @throws {CouldNotRun} when the supervisor lives
 */
export async function takeStaleState(
  paths: StackPaths,
): Promise<State | undefined> {
  const state = await readState(paths.state);
  if (state !== undefined && await isAlive(state)) {
    throw new CouldNotRun(
      `Cannot start: the stack of this checkout runs already, process ${state.supervisor.pid}\n` +
        "use it, end it with Ctrl-C in its terminal, or run beside it: " +
        "deno task dev -- CMD",
    );
  }
  await Deno.remove(paths.state).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
  return state;
}
