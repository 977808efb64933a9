/**
 * The faults of events: those of every service, and those of its stores.
 * @module
 */

import type { Clock } from "../shared/clock.ts";
import { COMMON_KINDS } from "../shared/faults/kinds.ts";
import { createFaults, type Faults } from "../shared/faults/faults.ts";

/** None at first; no variable of events sets one. */
export function eventsFaults(
  { clock, random }: { readonly clock: Clock; readonly random: () => number },
): Faults {
  return createFaults({
    service: "events",
    clock,
    random,
    kinds: [
      ...COMMON_KINDS,
      "lost_database",
      "lost_redis",
      "small_pool",
      "clock_skew",
      "stale_reads",
    ],
  });
}

/** Connections that the fault small_pool leaves. */
export function smallPool(faults: Faults): number | undefined {
  return faults.active("small_pool")?.max_conns;
}

/** How far the fault clock_skew puts the end of a hold off (ms). */
export function skewMs(faults: Faults): number {
  return (faults.roll("clock_skew")?.skew_s ?? 0) * 1000;
}
