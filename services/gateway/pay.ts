/**
 * Paying: fence, charge, confirm, tell.
 *
 * 1. **Fence.** Events moves the hold to where it cannot expire, under a lease:
 *    for its length the payment is ours. A reservation that is unknown or
 *    expired ends here, with nothing charged; one that is paid already gives
 *    its order back.
 * 2. **Charge** the real amount, through breaker and retry. The reservation id
 *    is the idempotency key and the reference a pure function of it, so any
 *    number of attempts by any number of gateways is one charge.
 * 3. **Confirm.** One transaction turns the pending payment into the order.
 *    Asking again with the same reference gives the same order.
 * 4. **Tell** notifications, without waiting for it.
 *
 * Why it ends in one order and one charge, wherever it breaks off:
 *
 * | It breaks off | What is left | How it ends |
 * |---|---|---|
 * | before the fence | the hold | it expires, or paying again starts over |
 * | fenced, before the charge | a pending payment | the lease ends; the next gateway charges for the first time |
 * | in the charge, or before the confirm | a pending payment, perhaps charged | the lease ends and events marks it in doubt, which never expires; the next gateway charges with the same key, which is the same charge, and confirms |
 * | in the confirm, or after it | the order, or the case above | the fence answers with the order |
 *
 * The next gateway acts because the client pays again, or in the loop of
 * `settle.ts`. A failure that is seen gives the fence back at once, saying
 * whether money may have moved: "no" only if no attempt can have reached the
 * charge, so that a payment whose first attempt timed out stays in doubt though
 * the second was refused. A lease that ends too early (a slow attempt) is
 * harmless: two attempts share key and reference, and events listens to the
 * later one alone.
 *
 * Pays of one reservation in one process are one (single flight); pays in other
 * processes find the fence busy and wait for it. A client that leaves does not
 * stop a pay: nothing here listens to the client.
 * @module
 */

import type { FenceResult, Order } from "../shared/api_schemas.ts";
import type { Clock } from "../shared/clock.ts";
import { serviceLogger } from "../shared/log.ts";
import { Problem, unavailable } from "../shared/problem.ts";
import type { Guard } from "./resilience/mod.ts";
import type {
  Forwarded,
  Notifications,
  Payments,
  ReservedSeats,
  Unfence,
} from "./ports.ts";
import { UpstreamProblem } from "./upstream_problem.ts";

/** Pays a reservation. @throws {Problem} with the answer for the client */
export type Pay = (
  reservationId: string,
  forwarded: Forwarded,
) => Promise<Order>;

/** The dependencies of paying. */
export interface PayOptions {
  readonly events: ReservedSeats;
  readonly payments: Payments;
  readonly notifications: Notifications;
  /** Breaker and retry around the charge. */
  readonly guard: Guard;
  readonly clock: Clock;
  /** How long a fence is ours: longer than a charge with all its attempts. */
  readonly leaseMs: number;
  /** Longest wait for another gateway's payment of the same reservation. */
  readonly busyTimeoutMs: number;
}

/** How often to look whether another gateway's payment has ended. */
const BUSY_POLL_MS = 50;

/** An answer of these may come from a proxy on the way, about a charge made. */
const FROM_A_PROXY: ReadonlySet<number> = new Set([502, 504]);

/** Builds `pay()`. */
export function createPay(options: PayOptions): Pay {
  const { events, payments, notifications, guard, clock } = options;
  const log = serviceLogger("gateway", "pay");
  const underWay = new Map<string, Promise<Order>>();

  function pay(reservationId: string, forwarded: Forwarded): Promise<Order> {
    const running = underWay.get(reservationId);
    if (running !== undefined) return running;
    const started = payOnce(reservationId, forwarded)
      .finally(() => underWay.delete(reservationId));
    underWay.set(reservationId, started);
    return started;
  }

  async function payOnce(id: string, forwarded: Forwarded): Promise<Order> {
    const fence = await fenceWhenFree(id, forwarded);
    if (fence.state === "confirmed") return fence.order;
    const paymentRef = await charge(id, fence, forwarded);
    const order = await confirm(id, { fence, paymentRef, forwarded });
    notifications.orderConfirmed(order.order_id, forwarded);
    return order;
  }

  async function fenceWhenFree(
    id: string,
    forwarded: Forwarded,
  ): Promise<Exclude<FenceResult, Busy>> {
    const deadline = clock.monotonic() + options.busyTimeoutMs;
    for (;;) {
      const fence = await events.fence(id, options.leaseMs, forwarded);
      if (fence.state !== "busy") return fence;
      if (clock.monotonic() >= deadline) {
        throw unavailable(
          "A payment of this reservation is under way; ask again for its end",
        );
      }
      await clock.sleep(BUSY_POLL_MS);
    }
  }

  async function charge(
    id: string,
    { attempt, total_cents: amountCents }: Fenced,
    forwarded: Forwarded,
  ): Promise<string> {
    let doubtful = 0; // attempts that may have charged, or may yet
    async function attemptCharge(): Promise<string> {
      doubtful++;
      try {
        return await payments.charge(
          { reservationId: id, amountCents },
          forwarded,
        );
      } catch (error) {
        if (surelyNotCharged(error)) doubtful--;
        throw error;
      }
    }
    try {
      return await guard(attemptCharge);
    } catch (error) {
      const charged = doubtful === 0 ? "no" : "unknown";
      await unfence(id, { attempt, charged }, forwarded);
      throw error;
    }
  }

  async function confirm(
    id: string,
    { fence, paymentRef, forwarded }: Charged,
  ): Promise<Order> {
    try {
      return await events.confirm(id, paymentRef, forwarded);
    } catch (error) {
      log.error("Charged {reservation}, but it is not confirmed yet", {
        reservation: id,
        payment_ref: paymentRef,
        error,
      });
      const { attempt } = fence;
      await unfence(id, { attempt, charged: "unknown" }, forwarded);
      throw notConfirmed(error);
    }
  }

  async function unfence(
    id: string,
    fence: Unfence,
    forwarded: Forwarded,
  ): Promise<void> {
    try {
      await events.unfence(id, fence, forwarded);
    } catch (error) {
      // Its lease ends by itself; until then the reservation is busy.
      log.warning("Cannot give back the fence of {reservation}", {
        reservation: id,
        error,
      });
    }
  }

  return pay;
}

type Busy = Extract<FenceResult, { state: "busy" }>;
type Fenced = Extract<FenceResult, { state: "fenced" }>;

interface Charged {
  readonly fence: Fenced;
  readonly paymentRef: string;
  readonly forwarded: Forwarded;
}

/** True only if this attempt cannot have moved money, now or later. */
function surelyNotCharged(error: unknown): boolean {
  if (!(error instanceof UpstreamProblem)) return false;
  const { failure } = error;
  return failure.kind === "unreachable" ||
    (failure.kind === "refused" && !FROM_A_PROXY.has(failure.status));
}

/** 503 when events says when to come back, else 502; never mere "failed". */
function notConfirmed(cause: unknown): Problem {
  const detail = "The payment is kept, but the order could not be confirmed; " +
    "pay again to complete it, nothing is charged twice";
  const retryAfter = cause instanceof Problem && cause.status === 503
    ? cause.headers["Retry-After"]
    : undefined;
  return retryAfter === undefined
    ? new Problem(502, detail, { cause })
    : new Problem(503, detail, {
      cause,
      headers: { "Retry-After": retryAfter },
    });
}
