/**
 * Waiting until a change of a workload is there: the API server takes it at
 * once, pods follow seconds later, and until then there is no fault to watch.
 * @module
 */

import type { Clock } from "../../../../services/shared/mod.ts";
import { poll } from "../../../lib/wait/mod.ts";
import { CouldNotRun } from "../../../lib/cli/mod.ts";
import type { Cluster } from "./api_client.ts";
import { readWorkload, type WorkloadName } from "./change_workload.ts";
import { unsettled } from "./workload.ts";

/** Longest wait for pods (ms); an experiment's own limit is usually shorter. */
const TIMEOUT_MS = 120_000;

/** Pause between two looks (ms). */
const LOOK_MS = 300;

/**
 * Waits until the pods are as the workload asks.
 * @returns how long it took (s)
 * @throws {CouldNotRun} when they are not in time
 */
export async function settled(
  cluster: Cluster,
  { namespace, workload, clock, signal }: {
    readonly namespace: string;
    readonly workload: WorkloadName;
    readonly clock: Clock;
    readonly signal: AbortSignal;
  },
): Promise<number> {
  const began = clock.monotonic();
  let left: string | undefined;
  const isThere = await poll(async () => {
    left = unsettled(await readWorkload(cluster, namespace, workload));
    return left === undefined;
  }, { clock, withinMs: TIMEOUT_MS, everyMs: LOOK_MS, signal });
  signal.throwIfAborted();
  if (isThere) return (clock.monotonic() - began) / 1000;
  throw new CouldNotRun(
    `The change of ${workload} in ${namespace} is not there after ` +
      `${TIMEOUT_MS / 1000} s: ${left}`,
  );
}
