/**
 * The stack of `deno task dev`, or of a test.
 * @module
 */

import { isAlive } from "../../adapters/running_stack/mod.ts";
import { readState } from "../../stack/local/mod.ts";
import { CouldNotRun } from "../../lib/cli/mod.ts";
import { readMetrics, type Target } from "../target.ts";

/**
 * The stack that keeps its state in `state`.
 * @throws {CouldNotRun} when none runs there
 */
export async function devTarget(
  state: string,
  fetch_: typeof fetch,
): Promise<Target> {
  const now = await readState(state);
  if (now === undefined || !await isAlive(now)) {
    throw new CouldNotRun(
      `Cannot find a shop to experiment on: no stack runs at ${state}; ` +
        "start one: deno task dev",
    );
  }
  const urls = Object.fromEntries(
    Object.entries(now.services).map(([name, { url }]) => [name, url]),
  );
  return {
    kind: "dev",
    label: `deno task dev, gateway at ${urls.gateway}`,
    urls,
    faultsToken: now.faultsToken,
    databaseUrl: now.postgres?.url,
    address: { kind: "dev", state },
    async metrics(service, signal) {
      const url = urls[service];
      if (url === undefined) return [];
      return [await readMetrics(service, url, fetch_, signal)];
    },
  };
}
