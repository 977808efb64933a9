/**
 * The events service, as the gateway sees it.
 * @module
 */

import { z } from "@hono/zod-openapi";
import {
  EventView,
  FenceResult,
  Order,
  Reservation,
  RESERVATION_ID,
} from "../shared/api_schemas.ts";
import { serviceLogger } from "../shared/log.ts";
import type { Forwarded, ReservedSeats } from "./ports.ts";
import {
  type Checked,
  checked,
  checkedOnce,
  jsonOf,
  nothing,
} from "./readers.ts";
import type { Call, Upstream } from "./upstream.ts";
import { eventsProblem, valueOf } from "./upstream_problem.ts";

/** Everything asked of events. All reject with an `UpstreamProblem`. */
export interface EventsClient extends ReservedSeats {
  list(forwarded: Forwarded): Promise<Checked<EventView[]>>;
  find(eventId: number, forwarded: Forwarded): Promise<Checked<EventView>>;
  reserve(
    eventId: number,
    quantity: number,
    forwarded: Forwarded,
  ): Promise<Checked<Reservation>>;
  /** Ids of payments that no gateway has finished, at most 100. */
  unsettled(forwarded: Forwarded): Promise<readonly string[]>;
}

/**
 * Giving a fence back is a courtesy, its lease ends anyway: an events service
 * that hangs must not double the wait of a client whose payment has failed.
 */
const UNFENCE_TIMEOUT_MS = 1000;

const readEvent = checked(EventView);
const readReservation = checked(Reservation);
const readFence = jsonOf(FenceResult);
const readOrder = jsonOf(Order);
const readUnsettled = jsonOf(z.object({
  reservation_ids: z.array(z.string().regex(RESERVATION_ID)),
}));

/** Calls events through `upstream`. */
export function createEventsClient(upstream: Upstream): EventsClient {
  const readList = checkedOnce(z.array(EventView));
  const mapping = {
    explain: eventsProblem,
    log: serviceLogger("gateway", "events"),
  };

  async function ask<T>(call: Call<T>): Promise<T> {
    return valueOf(await upstream(call), mapping);
  }

  return {
    list: (headers) =>
      ask({ method: "GET", path: "/events", headers, read: readList }),
    find: (eventId, headers) =>
      ask({
        method: "GET",
        path: `/events/${eventId}`,
        headers,
        read: readEvent,
      }),
    reserve: (eventId, quantity, headers) =>
      ask({
        method: "POST",
        path: `/events/${eventId}/reserve`,
        headers,
        body: { quantity },
        read: readReservation,
      }),
    fence: (reservationId, leaseMs, headers) =>
      ask({
        method: "POST",
        path: `/reservations/${reservationId}/fence`,
        headers,
        body: { lease_ms: leaseMs },
        read: readFence,
      }),
    unfence: (reservationId, { attempt, charged }, headers) =>
      ask({
        method: "POST",
        path: `/reservations/${reservationId}/unfence`,
        headers,
        body: { attempt, charged },
        timeoutMs: UNFENCE_TIMEOUT_MS,
        read: nothing,
      }),
    confirm: (reservationId, paymentRef, headers) =>
      ask({
        method: "POST",
        path: `/reservations/${reservationId}/confirm`,
        headers,
        body: { payment_ref: paymentRef },
        read: readOrder,
      }),
    unsettled: async (headers) =>
      (await ask({
        method: "GET",
        path: "/unsettled-payments",
        headers,
        read: readUnsettled,
      })).reservation_ids,
  };
}
