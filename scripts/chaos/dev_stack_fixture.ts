/**
 * The development stack for tests: its state file, its control over the real
 * loopback, and processes that do nothing but live.
 * @module
 */

import {
  listenForCommands,
  type State,
  writeState,
} from "../adapters/running_stack/mod.ts";

/** A stack of which a test sees every command. */
export interface TestStack {
  /** Path of its state file. */
  readonly state: string;
  /** Commands so far, e.g. "restart payments A=1". */
  readonly commands: readonly string[];
  /** Process of payments. */
  readonly pid: number;
  /** Ends the control, as the end of the supervisor does. */
  end(): Promise<void>;
}

/** Runs a test on one: payments and PostgreSQL live, events does not. */
export async function withDevStack(
  body: (stack: TestStack) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  const commands: string[] = [];
  const control = listenForCommands(({ action, name, variables }) => {
    commands.push([action, name, ...variables].join(" "));
    return Promise.resolve(`${name}: ${action} done`);
  });
  const child = new Deno.Command("sleep", {
    args: ["600"],
    env: { PAYMENT_LATENCY_MS: "20" },
    stdout: "null",
  }).spawn();
  const state: State = {
    supervisor: { pid: Deno.pid, started: "" },
    control: { url: control.url, token: control.token },
    faultsToken: "t",
    services: {
      payments: { url: "http://127.0.0.1:1", pid: child.pid, log: "" },
      events: { url: "http://127.0.0.1:1", pid: null, log: "" },
    },
    postgres: { url: "postgres://127.0.0.1:5432/shop", pid: child.pid },
    redis: { url: "redis://127.0.0.1:6379", pid: null, external: true },
  };
  let isOver = false;
  const end = async (): Promise<void> => {
    if (!isOver) await control.close();
    isOver = true;
  };
  const file = `${folder}/state.json`;
  try {
    await writeState(file, state);
    await body({ state: file, commands, pid: child.pid, end });
  } finally {
    await end();
    child.kill("SIGKILL");
    await child.status;
    await Deno.remove(folder, { recursive: true });
  }
}
