/**
 * The five parts as they run: whether all are well, and how to wait for it.
 * @module
 */

import { poll } from "../../scripts/lib/wait/mod.ts";
import type { CheckContext } from "../../scripts/checks/mod.ts";
import { type Pod, podsOf } from "../../scripts/adapters/kubernetes/mod.ts";
import { CouldNotRun } from "../../scripts/lib/cli/mod.ts";
import { type Part, PARTS } from "./declared.ts";

/** Longest wait until all is well (ms). */
const READY_MS = 120_000;

/** How often is asked (ms). */
const EVERY_MS = 500;

/** Pods of each part that are not on their way out. */
export type Pods = Readonly<Record<Part, readonly Pod[]>>;

/** The pods of all five. */
export async function podsOfAll({ kubectl }: CheckContext): Promise<Pods> {
  const lists = await Promise.all(
    PARTS.map(async (part) => [part, await podsOf(kubectl, part)] as const),
  );
  const pods = new Map(lists);
  const of = (part: Part): readonly Pod[] => pods.get(part) ?? [];
  return {
    gateway: of("gateway"),
    events: of("events"),
    payments: of("payments"),
    postgres: of("postgres"),
    redis: of("redis"),
  };
}

/** How often containers of these pods were started again. */
export function restartsOf(pods: readonly Pod[]): number {
  return pods.reduce((sum, { restarts }) => sum + restarts, 0);
}

/** Parts that have no pod, or one that is not ready. */
export function unwell(pods: Pods): readonly Part[] {
  return PARTS.filter((part) =>
    pods[part].length === 0 || pods[part].some(({ isReady }) => !isReady)
  );
}

/**
 * Waits until all five are well: nothing can be measured on a broken shop.
 * @throws {CouldNotRun} naming those that are not
 */
export async function settled(context: CheckContext): Promise<Pods> {
  const { clock } = context;
  let pods = await podsOfAll(context);
  const isWell = await poll(async () => {
    pods = await podsOfAll(context);
    return unwell(pods).length === 0;
  }, { clock, withinMs: READY_MS, everyMs: EVERY_MS });
  if (isWell) return pods;
  throw new CouldNotRun(
    `Not ready after ${READY_MS / 1000} s: ${unwell(pods).join(", ")}; ` +
      "kubectl describe pod says why",
  );
}
