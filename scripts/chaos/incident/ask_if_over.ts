/**
 * Asks the shop whether an incident is over, until it is or time is up.
 * @module
 */

import type { Clock } from "../../../services/shared/mod.ts";
import { LOOK_MS } from "./baseline.ts";
import { type Facts, reasonsNotOver } from "./resolved.ts";

/** The shop's answer to "it is over". */
export interface Verdict {
  readonly isOver: boolean;
  /** Why it is not. */
  readonly reasons: readonly string[];
}

/** How long symptoms may take to fade after a repair (ms). */
export const FADE_MS = 20_000;

/** Good looks in a row that are believed. */
export const GOOD = 3;

/**
 * Looks again and again: symptoms fade some seconds after a repair. A reason
 * that time does not heal is answered at once.
 */
export async function askIfOver(
  look: () => Promise<Facts>,
  clock: Pick<Clock, "monotonic" | "sleep">,
): Promise<Verdict> {
  const deadline = clock.monotonic() + FADE_MS;
  let good = 0;
  for (;;) {
    const found = await look();
    const reasons = reasonsNotOver(found);
    good = reasons.length === 0 ? good + 1 : 0;
    if (good >= GOOD) return { isOver: true, reasons: [] };
    if (isHopeless(found) || (good === 0 && clock.monotonic() > deadline)) {
      return { isOver: false, reasons };
    }
    await clock.sleep(LOOK_MS);
  }
}

/** Time heals symptoms; it does not bring back a part or customers. */
function isHopeless(found: Facts): boolean {
  return found.missing.length > 0 || !found.hasVisitors ||
    found.isSwitchedOff || !found.hasPaged;
}
