/**
 * The routes that list the events on sale and reserve seats for them.
 * @module
 */

import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { TypedResponse } from "hono";
import {
  EventParams,
  EventView,
  json,
  MAX_TOTAL_CENTS,
  problem,
  Reservation,
  ReserveBody,
} from "../shared/api_schemas.ts";
import { Problem } from "../shared/problem.ts";
import type { AppEnv } from "../shared/request_context.ts";
import { jsonBody } from "../shared/validation.ts";
import type { Shop } from "./shop.ts";

const OUTAGES = {
  500: problem("Unexpected, or an injected fault"),
  503: problem("A store cannot be reached; `Retry-After` says when to retry"),
};

const NO_EVENT = {
  404: problem("There is no such event"),
  422: problem("Wrong type, see `errors`"),
};

/** Adds the routes. */
export function mountEventRoutes(
  hono: OpenAPIHono<AppEnv>,
  { list, find, reserve }: Pick<Shop, "list" | "find" | "reserve">,
): void {
  const listText = textOf(list);

  hono.openapi(
    createRoute({
      method: "get",
      path: "/events",
      summary: "All events, by date",
      responses: { 200: json(z.array(EventView), "The events"), ...OUTAGES },
    }),
    async (c) => {
      const answer: Response = c.body(await listText(), 200, {
        "Content-Type": "application/json",
      });
      // The text is list()'s: as typed as c.json() of it would be.
      return answer as Response & TypedResponse<EventView[], 200, "json">;
    },
  );

  hono.openapi(
    createRoute({
      method: "get",
      path: "/events/{id}",
      summary: "One event",
      request: { params: EventParams },
      responses: {
        200: json(EventView, "The event"),
        ...NO_EVENT,
        ...OUTAGES,
      },
    }),
    async (c) => {
      const event = await find(c.req.valid("param").id);
      if (!event) throw unknownEvent();
      return c.json(event, 200);
    },
  );

  hono.openapi(
    createRoute({
      method: "post",
      path: "/events/{id}/reserve",
      summary: "Hold tickets for a while",
      middleware: [jsonBody()],
      request: {
        params: EventParams,
        body: {
          required: true,
          content: { "application/json": { schema: ReserveBody } },
        },
      },
      responses: {
        200: json(Reservation, "Held until it expires"),
        400: problem("Not JSON, empty, or a quantity out of bounds"),
        ...NO_EVENT,
        409: problem("Fewer than that are left, see `available`"),
        413: problem("The body is too large"),
        415: problem("The body is not sent as JSON"),
        ...OUTAGES,
      },
    }),
    async (c) => {
      const { id } = c.req.valid("param");
      const { quantity = 1 } = c.req.valid("json");
      const reserved = await reserve(id, quantity);
      switch (reserved.kind) {
        case "held":
          return c.json(reserved.reservation, 200);
        case "unknown_event":
          throw unknownEvent();
        case "too_expensive":
          throw new Problem(400, tooExpensive(reserved.most, quantity));
        case "sold_out": {
          const { available } = reserved;
          const detail = `Only ${available} tickets are left`;
          throw new Problem(409, detail, { fields: { available } });
        }
      }
    },
  );
}

/** One list is written once, however many wait for it. */
function textOf(list: Shop["list"]): () => Promise<string> {
  const texts = new WeakMap<readonly EventView[], string>();
  return async function listText() {
    const events = await list();
    const known = texts.get(events);
    if (known !== undefined) return known;
    const text = JSON.stringify(events);
    texts.set(events, text);
    return text;
  };
}

/** As of any quantity out of bounds, with the reason for this bound. */
function tooExpensive(most: number, quantity: number): string {
  return `quantity must be an integer from 1 to ${most}, current value is ` +
    `${quantity}: the total of an order is at most ${MAX_TOTAL_CENTS} cents`;
}

function unknownEvent(): Problem {
  return new Problem(404, "There is no such event");
}
