/**
 * The fault stale_reads: answers from before, as a cache or a lagging replica
 * would give them. Purchases and reservations stay exact; only the data that
 * people are shown is old.
 * @module
 */

import type { EventView } from "../shared/api_schemas.ts";
import type { Faults } from "../shared/faults/faults.ts";
import type { Shop } from "./shop.ts";

interface Seen {
  readonly at: number;
  readonly events: readonly EventView[];
}

/** The reads of `shop`, as old as the fault says while it is in force. */
export function staleReads(
  shop: Pick<Shop, "list" | "find">,
  faults: Pick<Faults, "roll" | "clock">,
): Pick<Shop, "list" | "find"> {
  let seen: Seen | undefined;

  async function fresh(): Promise<readonly EventView[]> {
    const at = faults.clock.monotonic();
    const events = await shop.list();
    seen = { at, events };
    return events;
  }

  function old(ageMs: number): readonly EventView[] | undefined {
    return seen && faults.clock.monotonic() - seen.at < ageMs
      ? seen.events
      : undefined;
  }

  return {
    async list() {
      const fault = faults.roll("stale_reads");
      return (fault && old(fault.age_ms)) ?? await fresh();
    },
    async find(eventId) {
      const fault = faults.roll("stale_reads");
      if (!fault) return await shop.find(eventId);
      const events = old(fault.age_ms) ?? await fresh();
      return events.find(({ id }) => id === eventId);
    },
  };
}
