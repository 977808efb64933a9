/**
 * The payments service: a provider's API with the provider's bad days built in.
 * @module
 */

import type { Clock } from "../shared/clock.ts";
import { json, problem } from "../shared/api_schemas.ts";
import { COMMON_KINDS, type Fault } from "../shared/faults/kinds.ts";
import { createFaults, type Faults } from "../shared/faults/faults.ts";
import { faultsMiddleware } from "../shared/faults/middleware.ts";
import { mountFaults } from "../shared/faults/routes.ts";
import { serviceLogger } from "../shared/log.ts";
import { Problem } from "../shared/problem.ts";
import type { HealthReport } from "../shared/probes.ts";
import { createServiceApp, type ServiceApp } from "../shared/service_app.ts";
import { jsonBody } from "../shared/validation.ts";
import { type Charge, createCharger, randomReference } from "./charge.ts";
import {
  ChargeAnswer,
  ChargeBody,
  chargeBody,
  ChargeHeaders,
  idempotencyKey,
} from "./charge_request.ts";
import { chargesTotal } from "./metrics.ts";

const SERVICE = "payments";

/** The dependencies of payments. */
export interface PaymentsOptions {
  readonly version: string;
  readonly clock: Clock;
  /** Draws in [0, 1). */
  readonly random: () => number;
  /** The faults that the environment variables ask for. */
  readonly environment: readonly Fault[];
  /** Bearer token of `/faults`; undefined = no such path. */
  readonly faultsToken: string | undefined;
}

/** Builds the service; nothing is bound to a port yet. */
export function createPaymentsApp(options: PaymentsOptions): ServiceApp {
  const { version, clock, random, environment, faultsToken } = options;
  const faults = createFaults({
    service: SERVICE,
    clock,
    random,
    environment,
    kinds: [
      ...COMMON_KINDS,
      "payment_failure",
      "payment_latency",
      "duplicate_charge_reply",
    ],
  });
  const app = createServiceApp({
    service: SERVICE,
    version,
    clock,
    health: () => Promise.resolve(alwaysHealthy(faults)),
    readiness: () => Promise.resolve(!faults.roll("refuse_readiness")),
  });
  app.hono.use(faultsMiddleware(faults));
  mountCharge(app, faults, random);
  mountFaults(app, faults, faultsToken);
  return app;
}

/**
 * 200 even while every charge fails. By contract: this is how a learner sees
 * that a green check can hide an outage, and why teams alert on the answers
 * that users get instead. The two figures show the truth to a reader who looks
 * further.
 */
function alwaysHealthy(faults: Faults): HealthReport {
  return {
    status: 200,
    body: {
      status: "healthy",
      failure_rate: faults.active("payment_failure")?.rate ?? 0,
      latency_ms: faults.active("payment_latency")?.latency_ms ?? 0,
    },
  };
}

function mountCharge(
  { hono, registry }: ServiceApp,
  faults: Faults,
  random: () => number,
): void {
  const log = serviceLogger(SERVICE, "charge");
  const count = chargesTotal(registry);
  const charge = createCharger({
    clock: faults.clock,
    latencyMs: () => faults.roll("payment_latency")?.latency_ms ?? 0,
    fails: () => faults.roll("payment_failure") !== undefined,
    newReference: () => randomReference(random),
  });
  const reply = mixedUpReplies(faults);

  // Documented and checked apart, because the body may be absent: the library
  // would refuse an empty one that comes with a content type, as curl -d '' does.
  hono.openAPIRegistry.registerPath({
    method: "post",
    path: "/charge",
    summary: "Charge an amount, once for each Idempotency-Key",
    request: {
      headers: ChargeHeaders,
      body: { content: { "application/json": { schema: ChargeBody } } },
    },
    responses: {
      200: json(ChargeAnswer, "Charged, now or by an earlier call"),
      400: problem("Not JSON, or a value out of bounds"),
      415: problem("A body that is not sent as JSON"),
      422: problem("A value of the wrong type"),
      500: problem("The charge failed; nothing was charged"),
    },
  });
  hono.post("/charge", jsonBody({ optional: true }), async (c) => {
    const key = idempotencyKey(c.req.header("idempotency-key"));
    const body = chargeBody(await c.req.text());
    const outcome = reply(await charge(key));
    const { result } = outcome;
    const { reservation_id, amount } = body;
    count(result);
    if (result === "failed") {
      log.warning("Charge failed", { result, reservation_id, amount });
      throw new Problem(500, "Payment processing failed");
    }
    const payment_ref = outcome.paymentRef;
    const line = { result, payment_ref, reservation_id, amount };
    log.info("Charged {payment_ref}", line);
    return c.json({ status: "charged", payment_ref }, 200);
  });
}

/**
 * The fault duplicate_charge_reply: a charge is answered with the reference of
 * the one before it, a reply that was meant for another customer. Two orders
 * then share a reference.
 */
function mixedUpReplies(faults: Faults): (outcome: Charge) => Charge {
  let last: string | undefined;
  return function reply(outcome) {
    if (outcome.result === "failed") return outcome;
    const before = last;
    last = outcome.paymentRef;
    return before !== undefined && faults.roll("duplicate_charge_reply")
      ? { ...outcome, paymentRef: before }
      : outcome;
  };
}
