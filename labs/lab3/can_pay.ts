/**
 * Whether the shop sells again after payments was away.
 * @module
 */

import type { CheckContext, Shop } from "../../scripts/checks/mod.ts";

/** The event that never sells out. */
export const ARENA = 6;

/** Longest time until paying works again (ms). */
export const BACK_MS = 60_000;

/** Whether a customer can pay again before long. */
export async function canPay(
  { clock }: CheckContext,
  { customer }: Shop,
): Promise<boolean> {
  const began = clock.monotonic();
  while (clock.monotonic() - began < BACK_MS) {
    const { status } = await customer.pay(await customer.reserved(ARENA));
    if (status === 200) return true;
    await clock.sleep(500);
  }
  return false;
}
