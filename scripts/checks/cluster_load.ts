/**
 * Customers inside the student's cluster, for checks that claim that no
 * customer noticed.
 * @module
 */

import { plural } from "../lib/text/mod.ts";
import {
  type Load,
  type Outcome,
  startLoad,
} from "../adapters/kubernetes/mod.ts";
import type { CheckContext } from "./lab.ts";

/** The load generator, as `deno task cluster load` puts it into the registry. */
const IMAGE = "k3d-registry.localhost:5000/quickticket/loadgen:v1";

/** Fewest orders without which "no failure" says nothing. */
export const FLOOR = 20;

/**
 * Starts customers who buy, `rps` journeys a second.
 * LOADGEN_IMAGE names another image.
 */
export async function startCustomers(
  { kubectl, env }: CheckContext,
  rps: number,
  seconds?: number,
): Promise<Load> {
  return await startLoad(kubectl, {
    image: env("LOADGEN_IMAGE") ?? IMAGE,
    scenario: "checkout",
    rps,
    ...seconds === undefined ? {} : { seconds },
  });
}

/** How customers fared while something was done; they come before and after. */
export async function customersDuring(
  context: CheckContext,
  rps: number,
  work: () => Promise<void>,
): Promise<Outcome> {
  const load = await startCustomers(context, rps);
  let outcome: Outcome | undefined;
  try {
    await context.clock.sleep(AROUND_MS);
    await work();
    await context.clock.sleep(AROUND_MS);
  } finally {
    outcome = await load.stop();
  }
  return outcome;
}

/** Longer than a readiness probe and a drain take to show (ms). */
const AROUND_MS = 6000;

/**
 * Longest time without a sale that a claim of "no errors" can bear (ms): when
 * the customers or the tickets run out in the middle, nothing fails either.
 */
export const MAX_LULL_MS = 5000;

/** "720 requests, 0 failed, 240 orders" */
export function outcomeText(outcome: Outcome): string {
  const { requests, failures, orders, lullMs = 0 } = outcome;
  const lull = lullMs > MAX_LULL_MS
    ? `, none for ${(lullMs / 1000).toFixed(0)} s`
    : "";
  const empty = emptyHanded(outcome);
  const left = empty > 0 ? `, ${empty} found no ticket` : "";
  return `${plural(requests, "request")}, ${failures} failed, ` +
    `${plural(orders, "order")}${lull}${left}`;
}

/** No customer noticed, although customers were there all the time. */
export function isUnnoticed(outcome: Outcome): boolean {
  const { failures, orders, lullMs = 0 } = outcome;
  return failures === 0 && orders >= FLOOR && lullMs <= MAX_LULL_MS &&
    emptyHanded(outcome) === 0;
}

/** Customers whose event was sold out: no failure, and no sale. */
function emptyHanded({ steps }: Outcome): number {
  return steps?.reserve?.statuses["409"] ?? 0;
}
