/**
 * Customers beside a canary: whether they were there, and were served.
 * @module
 */

import { type Outcome } from "../../scripts/adapters/kubernetes/mod.ts";
import {
  type CheckContext,
  FLOOR,
  MAX_LULL_MS,
  startCustomers,
} from "../../scripts/checks/mod.ts";

/** Journeys a second, each of three requests. */
const RPS = 10;

/** Fewest requests of an arm that say something. */
export const FEWEST = 20;

/** Most requests that may fail meanwhile (%): the shop's objective is 99.5 %. */
export const MAX_FAILED = 0.5;

/** Whether customers bought all the time: who does not come sees no failure. */
export function isWatched({ orders, lullMs = 0 }: Outcome): boolean {
  return orders >= FLOOR && lullMs <= MAX_LULL_MS;
}

/** Whether customers fared as the objective promises. */
export function isKept({ requests, failures }: Outcome): boolean {
  return failures / requests * 100 <= MAX_FAILED;
}

/** Lets customers buy while `work` is done; it may end them to see how they fared. */
export async function amongCustomers<T>(
  context: CheckContext,
  work: (stop: () => Promise<Outcome>) => Promise<T>,
): Promise<T> {
  const load = await startCustomers(context, RPS);
  let isStopped = false;
  const stop = (): Promise<Outcome> => {
    isStopped = true;
    return load.stop();
  };
  try {
    return await work(stop);
  } finally {
    if (!isStopped) await stop();
  }
}
