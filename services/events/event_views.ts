/**
 * Events as customers see them: the room that orders leave, less what is held.
 * @module
 */

import type { EventView } from "../shared/api_schemas.ts";
import type { Clock } from "../shared/clock.ts";
import { within } from "../shared/deadline.ts";
import { coalesce } from "./coalesce.ts";
import type { Holds } from "./holds.ts";
import type { EventRoom, Orders } from "./orders.ts";

/** Looking without buying. Both reject with a `Problem` 503 at outages. */
export interface Views {
  /** All events by date, then id. Without Redis, `available` ignores holds. */
  list(): Promise<readonly EventView[]>;
  find(eventId: number): Promise<EventView | undefined>;
}

/** The parts that the views are made of. */
export interface ViewsOptions {
  readonly holds: Pick<Holds, "held">;
  readonly orders: Pick<Orders, "list">;
  readonly clock: Pick<Clock, "after">;
  /** Reads one event. */
  readonly look: (eventId: number) => Promise<EventRoom | undefined>;
}

/** How long a look at the shop waits for Redis, which it can do without (ms). */
const GLANCE_MS = 250;

/** Builds them. */
export function createViews(
  { holds, orders, clock, look }: ViewsOptions,
): Views {
  /** Seats held by event; none without Redis: people may still look. */
  async function glance(): Promise<ReadonlyMap<number, number>> {
    try {
      return await within(clock, GLANCE_MS, holds.held());
    } catch {
      return new Map();
    }
  }

  return {
    list: coalesce(async () => {
      const held = await glance();
      const events = await orders.list();
      return events.map((event) => view(event, held));
    }),
    async find(eventId) {
      const held = await glance();
      const event = await look(eventId);
      return event && view(event, held);
    },
  };
}

function view(
  { room, ...event }: EventRoom,
  held: ReadonlyMap<number, number>,
): EventView {
  const available = Math.max(0, room - (held.get(event.id) ?? 0));
  return { ...event, available };
}
