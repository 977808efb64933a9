/**
 * Both sides of a payment, for tests: seats and money that keep their books,
 * and can fail at any moment.
 * @module
 */

import type { FenceResult, Order } from "../shared/api_schemas.ts";
import { type FakeClock, fakeClock } from "../shared/clock_fake.ts";
import { Problem } from "../shared/problem.ts";
import { createPay, type Pay } from "./pay.ts";
import type { Payments, ReservedSeats, Unfence } from "./ports.ts";
import { paymentsProblem } from "./upstream_problem.ts";
import type { Failure } from "./upstream.ts";

/** The reservation that everybody pays. */
export const ID = "r1";

/** How long a fence of the fixture is held (ms). */
export const LEASE_MS = 10_000;

/** What a call does before it answers. */
export type Mishap = "before" | "after";

/** A payment's world. */
export interface World {
  readonly clock: FakeClock;
  readonly pay: Pay;
  /** Pays {@link ID}. */
  readonly payIt: () => Promise<Order>;
  /** A gateway process of its own in the same world. */
  readonly otherGateway: () => Pay;
  /** Charged references, by reservation; a set each: twice is twice. */
  readonly charges: Map<string, Set<string>>;
  readonly orders: Map<string, Order>;
  readonly unfenced: Unfence[];
  /** Orders that notifications were told of. */
  readonly told: string[];
  /** The next call of this name fails, before or after it has had its effect. */
  failNext(
    call: "fence" | "unfence" | "confirm" | "charge",
    when: Mishap,
    failure: Failure | Problem | "dies",
  ): void;
}

/** Thrown where a process is killed: nothing after it happens. */
export class Killed extends Error {}

interface Pending {
  attempt: number;
  leaseUntil: number | undefined;
}

/** Builds one, with one live reservation of two seats at 500 cents each. */
export function world(): World {
  const clock = fakeClock();
  const charges = new Map<string, Set<string>>();
  const orders = new Map<string, Order>();
  const unfenced: Unfence[] = [];
  const told: string[] = [];
  const held = new Set([ID]);
  const pending = new Map<string, Pending>();
  const mishaps = new Map<string, () => Error>();

  function order(id: string): Order {
    return {
      order_id: id,
      event_id: 1,
      quantity: 2,
      total_cents: 1000,
      status: "confirmed",
    };
  }

  async function call<T>(name: string, effect: () => T): Promise<T> {
    await clock.sleep(1); // a network: others may come in between
    mishap(`${name} before`);
    const answer = effect();
    mishap(`${name} after`);
    return answer;
  }

  function mishap(moment: string): void {
    const error = mishaps.get(moment);
    mishaps.delete(moment);
    if (error) throw error();
  }

  const events: ReservedSeats = {
    fence: (id, leaseMs) => call("fence", () => fence(id, leaseMs)),
    unfence: (id, unfence) =>
      call("unfence", () => {
        unfenced.push(unfence);
        const row = pending.get(id);
        if (row?.attempt === unfence.attempt) row.leaseUntil = undefined;
      }),
    confirm: (id) =>
      call("confirm", () => {
        pending.delete(id);
        orders.set(id, order(id));
        return order(id);
      }),
  };

  function fence(id: string, leaseMs: number): FenceResult {
    const paid = orders.get(id);
    if (paid) return { state: "confirmed", order: paid };
    const row = pending.get(id) ?? { attempt: 0, leaseUntil: undefined };
    if (row.leaseUntil !== undefined && row.leaseUntil > clock.now()) {
      return { state: "busy" };
    }
    if (!held.has(id)) throw new Problem(404, "There is no such reservation");
    pending.set(id, {
      attempt: row.attempt + 1,
      leaseUntil: clock.now() + leaseMs,
    });
    const { attempt } = pending.get(id) ?? { attempt: 0 };
    return {
      state: "fenced",
      attempt,
      event_id: 1,
      quantity: 2,
      total_cents: 1000,
    };
  }

  const payments: Payments = {
    charge: ({ reservationId, amountCents }) =>
      call("charge", () => {
        const reference = `PAY-of-${reservationId}-${amountCents}`;
        const mine = charges.get(reservationId) ?? new Set();
        charges.set(reservationId, mine.add(reference));
        return reference;
      }),
  };

  function gateway(): Pay {
    const gateway = createPay({
      events,
      payments,
      notifications: { orderConfirmed: (id) => void told.push(id) },
      guard: (attempt) => attempt(),
      clock,
      leaseMs: LEASE_MS,
      busyTimeoutMs: 5000,
    });
    return gateway;
  }

  const pay = gateway();
  return {
    clock,
    pay,
    payIt: () => settled(clock, pay(ID, {})),
    otherGateway: gateway,
    charges,
    orders,
    unfenced,
    told,
    failNext(name, when, failure) {
      mishaps.set(`${name} ${when}`, () => {
        if (failure === "dies") return new Killed();
        return failure instanceof Problem ? failure : paymentsProblem(failure);
      });
    },
  };
}

/** Lets time pass until `work` has ended. */
export async function settled<T>(
  clock: FakeClock,
  work: Promise<T>,
): Promise<T> {
  let ended = false;
  const done = work.finally(() => ended = true);
  done.catch(() => {}); // thrown below
  while (!ended) await clock.advance(10);
  return await done;
}
