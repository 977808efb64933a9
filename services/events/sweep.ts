/**
 * Gives back, every second, the seats of payments that were begun and never
 * made. Holds need no sweeper: each look at them drops the dead ones.
 * @module
 */

import type { Clock } from "../shared/clock.ts";
import { serviceLogger } from "../shared/log.ts";
import { type Loop, startLoop } from "../shared/loop.ts";
import { Problem } from "../shared/problem.ts";
import type { Orders } from "./orders.ts";

const SWEEP_EVERY_MS = 1000;

/** Starts sweeping. */
export function startSweeping(
  orders: Pick<Orders, "sweep">,
  clock: Pick<Clock, "sleep">,
): Loop {
  const log = serviceLogger("events", "sweep");
  let complained = "";

  /** Of a row that is not in order, once. */
  function complain(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    if (reason !== complained) log.warning("{reason}", { reason, error });
    complained = reason;
  }

  return startLoop({
    clock,
    everyMs: SWEEP_EVERY_MS,
    async round() {
      try {
        const swept = await orders.sweep();
        if (swept > 0) {
          log.info("Gave back {swept} unpaid reservations", { swept });
        }
      } catch (error) {
        if (error instanceof Problem) log.debug("Cannot sweep now", { error });
        else complain(error);
      }
    },
  });
}
