/**
 * The calls that the gateway makes when a customer pays: fence, unfence,
 * confirm, and the two calls that clean up. Not for the public.
 * @module
 */

import { createRoute, z } from "@hono/zod-openapi";
import type { OpenAPIHono } from "@hono/zod-openapi";
import {
  FenceResult,
  json,
  Order,
  problem,
  RESERVATION_ID,
  ReservationParams,
  whole,
} from "../shared/api_schemas.ts";
import { Problem } from "../shared/problem.ts";
import type { AppEnv } from "../shared/request_context.ts";
import { jsonBody } from "../shared/validation.ts";
import type { Fence } from "./orders.ts";
import type { Shop } from "./shop.ts";

/** The bounds of a lease (ms). */
const MAX_LEASE_MS = 120_000;

const FenceBody = z.looseObject({ lease_ms: whole(1, MAX_LEASE_MS) }, {
  error: "must be a JSON object",
});

const UnfenceBody = z.looseObject({
  attempt: whole(1, 2_147_483_647),
  charged: z.enum(["no", "unknown"], { error: "must be one of no, unknown" }),
}, { error: "must be a JSON object" });

const ConfirmBody = z.looseObject({
  payment_ref: z.string({ error: "must be a text" })
    .min(1, { error: "must not be empty" })
    .max(128, { error: "must have at most 128 characters" })
    .regex(/^[\x20-\x7e]*$/, { error: "must be printable ASCII" }),
}, { error: "must be a JSON object" });

const Unsettled = z.object({ reservation_ids: z.array(z.string()) });

const REFUSALS = {
  400: problem("Not JSON, or a value out of bounds"),
  404: problem("There is no such reservation, or it has expired"),
  413: problem("The body is too large"),
  415: problem("The body is not sent as JSON"),
  422: problem("Wrong type, see `errors`"),
  500: problem("Unexpected, or an injected fault"),
  503: problem("A store cannot be reached; `Retry-After` says when to retry"),
};

/** Adds the routes; `sold` hears of each new order. */
export function mountReservationRoutes(
  hono: OpenAPIHono<AppEnv>,
  shop: Shop,
  sold: (quantity: number) => void,
): void {
  hono.openapi(
    createRoute({
      method: "get",
      path: "/unsettled-payments",
      summary: "Payments that no gateway has finished, at most 100",
      responses: {
        200: json(Unsettled, "Their ids"),
        500: REFUSALS[500],
        503: REFUSALS[503],
      },
    }),
    async (c) => {
      const reservation_ids = [...await shop.unsettled()];
      return c.json({ reservation_ids }, 200);
    },
  );

  hono.openapi(
    createRoute({
      method: "post",
      path: "/reservations/{id}/fence",
      summary: "Begin to pay: the hold cannot expire for the lease",
      middleware: [jsonBody()],
      request: request(FenceBody),
      responses: {
        200: json(FenceResult, "Yours, paid already, or another gateway's"),
        ...REFUSALS,
        409: problem("The seats are gone, see `available`"),
      },
    }),
    async (c) => {
      const id = knowable(c.req.valid("param").id);
      const { lease_ms } = c.req.valid("json");
      return c.json(fenceResult(await shop.fence(id, lease_ms)), 200);
    },
  );

  hono.openapi(
    createRoute({
      method: "post",
      path: "/reservations/{id}/unfence",
      summary: "End an attempt to pay that led to no order",
      middleware: [jsonBody()],
      request: request(UnfenceBody),
      responses: { 204: { description: "Noted" }, ...REFUSALS },
    }),
    async (c) => {
      const id = knowable(c.req.valid("param").id);
      const { attempt, charged } = c.req.valid("json");
      await shop.unfence(id, { attempt, inDoubt: charged === "unknown" });
      return c.body(null, 204);
    },
  );

  hono.openapi(
    createRoute({
      method: "post",
      path: "/reservations/{id}/confirm",
      summary: "Make the order of a paid reservation",
      middleware: [jsonBody()],
      request: request(ConfirmBody),
      responses: {
        200: json(Order, "The order, now or before"),
        ...REFUSALS,
        409: problem("It was paid with another reference"),
      },
    }),
    async (c) => {
      const id = knowable(c.req.valid("param").id);
      const { payment_ref } = c.req.valid("json");
      const confirmation = await shop.confirm(id, payment_ref);
      switch (confirmation.state) {
        case "confirmed":
          if (confirmation.created) sold(confirmation.order.quantity);
          return c.json(confirmation.order, 200);
        case "other_reference":
          throw new Problem(409, "It was paid with another reference");
        case "unknown":
          throw unknownReservation();
      }
    },
  );

  hono.openapi(
    createRoute({
      method: "delete",
      path: "/reservations/{id}",
      summary: "Give the tickets back",
      request: { params: ReservationParams },
      responses: {
        204: { description: "Given back" },
        ...REFUSALS,
        409: problem("It is paid, or being paid"),
      },
    }),
    async (c) => {
      const released = await shop.release(knowable(c.req.valid("param").id));
      switch (released) {
        case "released":
          return c.body(null, 204);
        case "under_way":
          throw new Problem(409, "The reservation is paid, or being paid");
        case "unknown":
          throw unknownReservation();
      }
    },
  );
}

function request<T extends z.ZodType>(schema: T) {
  const content = { "application/json": { schema } };
  return { params: ReservationParams, body: { required: true, content } };
}

function knowable(id: string): string {
  if (RESERVATION_ID.test(id)) return id;
  throw unknownReservation();
}

function unknownReservation(): Problem {
  return new Problem(404, "There is no such reservation, or it has expired");
}

function fenceResult(fence: Fence): FenceResult {
  switch (fence.state) {
    case "fenced":
      return {
        state: "fenced",
        attempt: fence.attempt,
        event_id: fence.eventId,
        quantity: fence.quantity,
        total_cents: fence.totalCents,
      };
    case "confirmed":
      return { state: "confirmed", order: fence.order };
    case "busy":
      return { state: "busy" };
    case "unknown":
      throw unknownReservation();
    case "sold_out":
      throw new Problem(409, "The tickets are gone", {
        fields: { available: fence.available },
      });
  }
}
