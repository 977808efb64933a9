/**
 * The loop that brings abandoned payments to an end.
 *
 * A gateway that dies between charge and confirm leaves a payment in doubt: the
 * customer has paid and has no order. Events knows such payments; every gateway
 * asks for them now and then, and pays each as if its customer had asked again.
 * Fences keep gateways out of each other's way.
 * @module
 */

import type { Clock } from "../shared/clock.ts";
import { serviceLogger, withContext } from "../shared/log.ts";
import { type Loop, startLoop } from "../shared/loop.ts";
import type { Pay } from "./pay.ts";
import type { Forwarded } from "./ports.ts";

/** How often to ask (ms). */
const SETTLE_EVERY_MS = 15_000;

/** Payments that are brought to an end at a time. */
const AT_A_TIME = 8;

/** The dependencies of settling. */
export interface SettleOptions {
  /** Ids of payments that no gateway is working on. */
  readonly unsettled: (forwarded: Forwarded) => Promise<readonly string[]>;
  readonly pay: Pay;
  readonly clock: Clock;
  /** [0, 1): spreads the gateways over the interval. */
  readonly random: () => number;
  readonly newId: () => string;
}

/** Starts the loop; the first round comes within one interval. */
export function startSettling(options: SettleOptions): Loop {
  const { clock, random } = options;
  return startLoop({
    clock,
    everyMs: SETTLE_EVERY_MS,
    firstMs: random() * SETTLE_EVERY_MS,
    round: (signal) => settle(options, signal),
  });
}

const log = serviceLogger("gateway", "settle");

/**
 * One round. Failures are left for the next one, quietly: whatever is down has
 * its own alarms.
 * @returns how many payments ended in an order
 */
export async function settle(
  { unsettled, pay, newId }: SettleOptions,
  signal: AbortSignal,
): Promise<number> {
  const ids = await leftOver();
  const queue = ids.values();
  let settled = 0;
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  if (ids.length > 0) {
    log.info("Settled {settled} of {found} abandoned payments", {
      settled,
      found: ids.length,
    });
  }
  return settled;

  async function leftOver(): Promise<readonly string[]> {
    try {
      return await unsettled({ "X-Request-Id": newId() });
    } catch (error) {
      log.debug("Cannot ask for abandoned payments", { error });
      return [];
    }
  }

  async function worker(): Promise<void> {
    for (const id of queue) {
      if (signal.aborted) return;
      const requestId = newId();
      await withContext(
        { request_id: requestId },
        () => payAgain(id, { "X-Request-Id": requestId }),
      );
    }
  }

  async function payAgain(id: string, forwarded: Forwarded): Promise<void> {
    try {
      await pay(id, forwarded);
      settled++;
    } catch (error) {
      log.debug("Cannot settle {reservation} yet", { reservation: id, error });
    }
  }
}
