/**
 * Whether a customer can still buy after a claim that none has noticed: who
 * finds no ticket sees no failure.
 * @module
 */

import { poll } from "../lib/wait/mod.ts";
import { isUnnoticed, startCustomers } from "./cluster_load.ts";
import type { CheckContext } from "./lab.ts";

/** Customers a second in a cluster, and for how long (s). */
const RPS = 10;
const SECONDS = 5;

/** Longest that a shop may need to get its breath after a load (ms). */
const BREATH_MS = 10_000;

/** The event that never sells out. */
const ARENA = 6;

/** The message when no customer can buy. */
export const SELLS_NOTHING =
  "nobody can buy a ticket after it: could anybody before?";

/** Looks where the claim was made: in the cluster, or at the shop of this machine. */
export async function stillSells(
  context: CheckContext,
  where: "cluster" | "here",
): Promise<boolean> {
  if (where === "cluster") {
    const load = await startCustomers(context, RPS, SECONDS);
    return isUnnoticed(await load.ended());
  }
  const { customer } = await context.shop();
  return await poll(async () => {
    const { status, body: { reservation_id: id } } = await customer.reserve(
      ARENA,
    );
    if (status !== 200 || typeof id !== "string") return false;
    return (await customer.pay(id)).status === 200;
  }, { clock: context.clock, withinMs: BREATH_MS, everyMs: 500 });
}
