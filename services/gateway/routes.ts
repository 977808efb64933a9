/**
 * The gateway's routes: each declared once, for validation, types, metrics and
 * `/openapi.json`.
 * @module
 */

import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context, TypedResponse } from "hono";
import {
  EventParams,
  EventView,
  json,
  Order,
  problem,
  Reservation,
  RESERVATION_ID,
  ReservationParams,
  ReserveBody,
} from "../shared/api_schemas.ts";
import { Problem } from "../shared/problem.ts";
import { type AppEnv, forwardedHeaders } from "../shared/request_context.ts";
import { jsonBody } from "../shared/validation.ts";
import type { EventsClient } from "./events_client.ts";
import { limitRate, type LimitRateOptions } from "./limit_rate.ts";
import type { Pay } from "./pay.ts";
import type { Forwarded } from "./ports.ts";
import type { Checked } from "./readers.ts";

/** The dependencies of the routes. */
export interface RouteOptions {
  readonly events: Pick<EventsClient, "list" | "find" | "reserve">;
  readonly pay: Pay;
  readonly limit: LimitRateOptions;
}

const FAILURES = {
  429: problem("Too many requests; `Retry-After` says when to come back"),
  500: problem("Unexpected, or an injected fault"),
  502: problem("A service is unreachable or gave no usable answer"),
  503: problem("A service cannot do it now; `Retry-After` says when it may"),
  504: problem("A service did not answer in time"),
};

const NO_EVENT = {
  404: problem("There is no such event"),
  422: problem("Wrong type, see `errors`"),
};

/** Adds the routes to `hono`. */
export function mountRoutes(
  hono: OpenAPIHono<AppEnv>,
  { events, pay, limit }: RouteOptions,
): void {
  const guards = limit.limitRps > 0 ? [limitRate(limit)] : [];

  hono.openapi(
    createRoute({
      method: "get",
      path: "/events",
      summary: "All events, by date",
      middleware: guards,
      responses: { 200: json(z.array(EventView), "The events"), ...FAILURES },
    }),
    async (c) => passOn(c, await events.list(forwarded(c))),
  );

  hono.openapi(
    createRoute({
      method: "get",
      path: "/events/{id}",
      summary: "One event",
      middleware: guards,
      request: { params: EventParams },
      responses: {
        200: json(EventView, "The event"),
        ...NO_EVENT,
        ...FAILURES,
      },
    }),
    async (c) =>
      passOn(c, await events.find(c.req.valid("param").id, forwarded(c))),
  );

  hono.openapi(
    createRoute({
      method: "post",
      path: "/events/{id}/reserve",
      summary: "Hold tickets",
      middleware: [...guards, jsonBody()],
      request: {
        params: EventParams,
        body: {
          required: true,
          content: { "application/json": { schema: ReserveBody } },
        },
      },
      responses: {
        200: json(Reservation, "Held until it expires"),
        400: problem("Not JSON, empty, or a quantity outside 1..10"),
        ...NO_EVENT,
        409: problem("Fewer than that are left, see `available`"),
        413: problem("The body is too large"),
        415: problem("The body is not sent as JSON"),
        ...FAILURES,
      },
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const { quantity = 1 } = c.req.valid("json");
      return passOn(c, await events.reserve(id, quantity, forwarded(c)));
    },
  );

  hono.openapi(
    createRoute({
      method: "post",
      path: "/reserve/{id}/pay",
      summary: "Pay a reservation; paying twice is paying once",
      middleware: guards,
      request: { params: ReservationParams },
      responses: {
        200: json(Order, "The order"),
        404: problem("Unknown or expired; nothing was charged"),
        409: problem("The seats are gone; nothing was charged"),
        413: problem("A body is not needed, and this one is too large"),
        ...FAILURES,
      },
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      if (!RESERVATION_ID.test(id)) {
        throw new Problem(404, "There is no such reservation");
      }
      return c.json(await pay(id, forwarded(c)), 200);
    },
  );
}

function forwarded(c: Context<AppEnv>): Forwarded {
  return forwardedHeaders(c.get("requestId"), c.get("traceparent"));
}

const JSON_TYPE = { "Content-Type": "application/json" };

/** Answers with an upstream's text as it came. */
function passOn<T>(
  c: Context<AppEnv>,
  { text }: Checked<T>,
): Response & TypedResponse<T, 200, "json"> {
  const answer: Response = c.body(text, 200, JSON_TYPE);
  // The text was checked against T's schema: as typed as c.json(value) is.
  return answer as Response & TypedResponse<T, 200, "json">;
}
