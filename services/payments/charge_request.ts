/**
 * The body that a client may send to `POST /charge`.
 * @module
 */

import { z } from "@hono/zod-openapi";
import { MAX_TOTAL_CENTS, whole } from "../shared/api_schemas.ts";
import { Problem } from "../shared/problem.ts";
import { invalidInput } from "../shared/validation.ts";

/** Body of a charge; all of it is for the log, none of it is required. */
export const ChargeBody = z.looseObject({
  reservation_id: z.string({ error: "must be a text" }).max(255, {
    error: "must have at most 255 characters",
  }).optional(),
  amount: whole(0, MAX_TOTAL_CENTS).optional().openapi({
    description: "Amount in cents",
  }),
}, { error: "must be a JSON object" }).openapi("ChargeBody", {
  example: {
    reservation_id: "0198c9a2-5a0e-7c1f-9d5e-0d7f2f3c1a11",
    amount: 10000,
  },
});

/** Answer to a charge that succeeded, now or earlier. */
export const ChargeAnswer = z.object({
  status: z.literal("charged"),
  payment_ref: z.string().regex(/^PAY-[0-9A-F]{8}$/).openapi({
    example: "PAY-3F1A09BC",
  }),
}).openapi("Charged");

const KEY = /^[\x20-\x7e]{1,255}$/;

/** Headers of a charge, for the documentation; {@link idempotencyKey} checks. */
export const ChargeHeaders = z.object({
  "idempotency-key": z.string().optional().openapi({
    description: "Charges with the same key are one charge",
    minLength: 1,
    maxLength: 255,
    pattern: "^[\\x20-\\x7e]{1,255}$",
    example: "0198c9a2-5a0e-7c1f-9d5e-0d7f2f3c1a11",
  }),
});

/**
 * Checks the `Idempotency-Key` header.
 * @throws {Problem} 400 when it is empty, too long or not printable ASCII
 */
export function idempotencyKey(header: string | undefined): string | undefined {
  if (header === undefined || KEY.test(header)) return header;
  throw new Problem(
    400,
    "Idempotency-Key must be 1 to 255 printable ASCII characters, " +
      `current length is ${header.length}`,
  );
}

/**
 * Checks a body that is JSON or absent.
 * @throws {Problem} 422 for a wrong type, 400 for a value out of bounds
 */
export function chargeBody(text: string): z.infer<typeof ChargeBody> {
  if (text === "") return {};
  const parsed = ChargeBody.safeParse(JSON.parse(text));
  if (!parsed.success) throw invalidInput(parsed.error, "json");
  return parsed.data;
}
