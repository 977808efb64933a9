/**
 * The payments service, as the gateway sees it.
 * @module
 */

import { z } from "@hono/zod-openapi";
import { serviceLogger } from "../shared/log.ts";
import type { Payments } from "./ports.ts";
import { jsonOf } from "./readers.ts";
import type { Upstream } from "./upstream.ts";
import {
  paymentsProblem,
  UpstreamProblem,
  valueOf,
} from "./upstream_problem.ts";

const readCharge = jsonOf(z.object({
  status: z.literal("charged"),
  payment_ref: z.string().regex(/^PAY-[0-9A-F]{8}$/),
}));

/** Charges through `upstream`. Rejects with an `UpstreamProblem`. */
export function createPaymentsClient(upstream: Upstream): Payments {
  const log = serviceLogger("gateway", "payments");
  return {
    async charge({ reservationId, amountCents }, forwarded) {
      const outcome = await upstream({
        method: "POST",
        path: "/charge",
        headers: { ...forwarded, "Idempotency-Key": reservationId },
        body: { reservation_id: reservationId, amount: amountCents },
        read: readCharge,
      });
      const explain = explainFor(reservationId);
      return valueOf(outcome, { explain, log }).payment_ref;
    },
  };
}

/**
 * Nobody took the connection, so nothing was charged and the seat is still
 * held: the one failure of which that is certain, and that a customer can be
 * told. A charge that timed out may have been made; that stays a 504.
 */
function explainFor(reservationId: string): typeof paymentsProblem {
  return function explain(failure) {
    if (failure.kind !== "unreachable") return paymentsProblem(failure);
    return new UpstreamProblem(
      failure,
      503,
      "Payments are not available; your seats are held, please try again",
      { code: "payments_unavailable", reservation_id: reservationId },
    );
  };
}
