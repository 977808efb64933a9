/**
 * The payments service, as the gateway sees it.
 * @module
 */

import { z } from "@hono/zod-openapi";
import { serviceLogger } from "../shared/log.ts";
import type { Payments } from "./ports.ts";
import { jsonOf } from "./readers.ts";
import type { Upstream } from "./upstream.ts";
import { paymentsProblem, valueOf } from "./upstream_problem.ts";

const readCharge = jsonOf(z.object({
  status: z.literal("charged"),
  payment_ref: z.string().regex(/^PAY-[0-9A-F]{8}$/),
}));

/** Charges through `upstream`. Rejects with an `UpstreamProblem`. */
export function createPaymentsClient(upstream: Upstream): Payments {
  const mapping = {
    explain: paymentsProblem,
    log: serviceLogger("gateway", "payments"),
  };
  return {
    async charge({ reservationId, amountCents }, forwarded) {
      const outcome = await upstream({
        method: "POST",
        path: "/charge",
        headers: { ...forwarded, "Idempotency-Key": reservationId },
        body: { reservation_id: reservationId, amount: amountCents },
        read: readCharge,
      });
      return valueOf(outcome, mapping).payment_ref;
    },
  };
}
