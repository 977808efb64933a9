/**
 * The shapes that cross service boundaries, written once: they validate, they
 * are the types, and they are the OpenAPI documents.
 * @module
 */

import { z } from "@hono/zod-openapi";

/** Largest value of PostgreSQL's `integer`. */
const MAX_INT = 2_147_483_647;

/**
 * Largest total of one order, in cents: `total_cents` is an `integer` in the
 * database. A reservation must be payable, so events and payments share it.
 */
export const MAX_TOTAL_CENTS = MAX_INT;

/** A whole number within bounds, whose complaint tells bound and value. */
// deno-lint-ignore explicit-module-boundary-types -- the schema is the type
export function whole(min: number, max: number) {
  const error = ({ input }: { readonly input?: unknown }) =>
    `must be an integer from ${min} to ${max}, current value is ${
      JSON.stringify(input) ?? "missing"
    }`;
  return z.int({ error }).min(min, { error }).max(max, { error });
}

/** `{id}` of an event in a path. */
export const EventParams = z.object({
  id: z.string().regex(/^\d{1,10}$/, {
    error: "must be an integer, e.g. /events/1",
  }).transform(Number).pipe(whole(1, MAX_INT)).openapi({
    param: { name: "id", in: "path" },
    type: "integer",
    minimum: 1,
    maximum: MAX_INT,
    example: 1,
  }),
});

/**
 * `{id}` of a reservation in a path. Any text is let through: an id that no
 * reservation can have is as unknown as one that none has.
 */
export const ReservationParams = z.object({
  id: z.string().openapi({ param: { name: "id", in: "path" } }),
});

/** Ids that a reservation may have; anything else is unknown by shape. */
export const RESERVATION_ID = /^[A-Za-z0-9-]{1,64}$/;

/** The body that a client sends to reserve. */
export const ReserveBody = z.looseObject({
  quantity: whole(1, 10).optional().openapi({
    description: "Tickets to hold, 1..10; 1 when absent",
  }),
}, { error: "must be a JSON object" }).refine(
  (body) => Object.keys(body).length > 0,
  {
    message: "must not be empty",
  },
).openapi("ReserveBody", { minProperties: 1, example: { quantity: 2 } });

/** An event as listed. */
export const EventView = z.object({
  id: z.int(),
  name: z.string(),
  venue: z.string(),
  date: z.iso.datetime({ offset: true }),
  total_tickets: z.int(),
  price_cents: z.int(),
  available: z.int().openapi({ description: "total - sold - live holds" }),
}).openapi("Event");
export type EventView = z.infer<typeof EventView>;

/** A hold that was granted. */
export const Reservation = z.object({
  reservation_id: z.string(),
  event_id: z.int(),
  quantity: z.int(),
  total_cents: z.int(),
  expires_in_seconds: z.int(),
}).openapi("Reservation");
export type Reservation = z.infer<typeof Reservation>;

/** A confirmed order; its id is the reservation's. */
export const Order = z.object({
  order_id: z.string(),
  event_id: z.int(),
  quantity: z.int(),
  total_cents: z.int(),
  status: z.literal("confirmed"),
}).openapi("Order");
export type Order = z.infer<typeof Order>;

/** The answer to `POST /reservations/{id}/fence`. */
export const FenceResult = z.discriminatedUnion("state", [
  z.object({
    state: z.literal("fenced"),
    attempt: z.int(),
    event_id: z.int(),
    quantity: z.int(),
    total_cents: z.int(),
  }),
  z.object({ state: z.literal("confirmed"), order: Order }),
  z.object({ state: z.literal("busy") }),
]).openapi("FenceResult");
export type FenceResult = z.infer<typeof FenceResult>;

/** Errors, RFC 9457. */
const ProblemBody = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  request_id: z.string().optional(),
}).openapi("Problem");

/** A response of a route: JSON of a schema. */
// deno-lint-ignore explicit-module-boundary-types -- the schema is the type
export function json<T extends z.ZodType>(schema: T, description: string) {
  return { description, content: { "application/json": { schema } } };
}

/** A response of a route: a problem. */
// deno-lint-ignore explicit-module-boundary-types -- the schema is the type
export function problem(description: string) {
  return {
    description,
    content: { "application/problem+json": { schema: ProblemBody } },
  };
}
