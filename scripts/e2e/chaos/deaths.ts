/**
 * The runner, killed in the midst of an experiment: who ends the fault then?
 * @module
 */

import { fileURLToPath } from "node:url";
import { faultsClient } from "../../adapters/shop/mod.ts";
import { readState, type Stack } from "../../stack/local/mod.ts";
import { processesOf } from "../../lib/process/mod.ts";
import { until } from "../../lib/wait/mod.ts";

const CLI = fileURLToPath(new URL("../../chaos/cli.ts", import.meta.url));
const CONFIG = fileURLToPath(new URL("../../../deno.json", import.meta.url));

/** The processes to kill: the runner alone, or its guard with it. */
export const VICTIMS = ["runner", "runner and guard"] as const;

/** One of {@link VICTIMS}. */
export type Victims = (typeof VICTIMS)[number];

/** Longest life of the fault (s): its experiment's time limit, and a second. */
export const DEATH_TTL_S = 9;

/** The experiment: payments slow for a minute, ten times as fast. */
export const DEATH = {
  file: "payments-slow-2s",
  given: ["--speed=11.25"],
} as const;

/** The service that gets the fault. */
const SERVICE = "payments";

/**
 * Starts an experiment by its command line, kills it as `kill -9` does, and
 * waits until no service has the fault any more.
 * @returns from the death to the end of the fault (s)
 */
export async function killRunner(
  stack: Stack,
  { victims, file, given }: {
    readonly victims: Victims;
    readonly file: string;
    readonly given: readonly string[];
  },
): Promise<number> {
  const token = (await readState(stack.paths.state))?.faultsToken ?? "";
  const client = faultsClient({
    url: stack.urls[SERVICE] ?? "",
    token,
    fetch,
  });
  const hasFault = async (): Promise<boolean> =>
    (await client.read()).faults.length > 0;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", `--config=${CONFIG}`, CLI, "run", file, ...given],
    env: { DEV_STATE: stack.paths.state },
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  try {
    await until("the fault is on", hasFault, 60_000);
    if (victims === "runner and guard") {
      const [, ...guards] = await processesOf(child.pid);
      for (const { pid } of guards) Deno.kill(pid, "SIGKILL");
    }
  } finally {
    child.kill("SIGKILL");
  }
  const ms = await until(
    "no service has the fault any more",
    async () => !await hasFault(),
    60_000,
  );
  await child.status;
  return ms / 1000;
}
