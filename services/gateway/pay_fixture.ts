/**
 * A shop to pay in, for tests: seats and money that keep their books, gateways
 * that die, and a network that fails at any moment.
 * @module
 */

import type { Order } from "../shared/api_schemas.ts";
import { type FakeClock, fakeClock } from "../shared/clock_fake.ts";
import { createPay, type Pay } from "./pay.ts";
import type { Payments, ReservedSeats, Unfence } from "./ports.ts";
import type { Guard } from "./resilience/mod.ts";
import { type Seats, seatsOf } from "./seats_fixture.ts";
import type { Failure } from "./upstream.ts";
import {
  eventsProblem,
  paymentsProblem,
  UpstreamProblem,
} from "./upstream_problem.ts";

/** The reservation that all tests pay. */
export const ID = "r1";

/** How long a fence of the fixture is held (ms). */
export const LEASE_MS = 10_000;

/** How long a call is on its way that takes effect "later" (ms). */
export const LATER_MS = 3000;

/** The calls that go over the network. */
export type CallName = "fence" | "unfence" | "confirm" | "charge";

/** One call that goes wrong. */
export interface Mishap {
  /** Before it has its effect, after it, or while it is still to come. */
  readonly when: "before" | "after" | "later";
  /** How the caller sees it; `dies`: the caller does not live to see it. */
  readonly failure: Failure | "dies";
}

/** A payment's shop. */
export interface FakeShop {
  readonly clock: FakeClock;
  readonly seats: Seats;
  /**
   * The amount that each key was charged (cents). A known key is not charged
   * again.
   */
  readonly charges: ReadonlyMap<string, number>;
  /** Calls that reached payments. */
  readonly chargeCalls: () => number;
  readonly unfenced: readonly Unfence[];
  /** Orders that were sent to notifications. */
  readonly told: readonly string[];
  /** A gateway process of its own. */
  readonly gateway: () => Pay;
  /** Pays {@link ID} through a gateway of its own, and lets time pass. */
  readonly pay: () => Promise<Order>;
  /** The result of the next calls of this name. Undefined: they succeed. */
  script(call: CallName, ...mishaps: readonly (Mishap | undefined)[]): void;
}

/** The settings that tests may change. */
export interface FakeShopOptions {
  /** Around each charge. @default {one attempt} */
  readonly guard?: Guard;
  readonly busyTimeoutMs?: number;
  /** Called after every event. */
  readonly watch?: (scene: Pick<FakeShop, "seats" | "charges">) => void;
}

/** Thrown in a process that was killed: nothing after it happens. */
export class Killed extends Error {}

/** Builds one, with one live reservation of two seats at 500 cents each. */
export function shop(
  { guard = (attempt) => attempt(), busyTimeoutMs = 5000, watch = () => {} }:
    FakeShopOptions = {},
): FakeShop {
  const clock = fakeClock();
  const seats = seatsOf(clock, [ID]);
  const charges = new Map<string, number>();
  const unfenced: Unfence[] = [];
  const told: string[] = [];
  const scripts = new Map<CallName, (Mishap | undefined)[]>();
  let chargeCalls = 0;

  function charge(key: string, amountCents: number): string {
    chargeCalls++;
    if (!charges.has(key)) charges.set(key, amountCents);
    return `PAY-of-${key}`;
  }

  function gateway(): Pay {
    let dead = false;

    async function call<T>(name: CallName, work: () => T): Promise<T> {
      function effect(): T {
        const answer = work();
        watch({ seats, charges });
        return answer;
      }
      await hop();
      const mishap = scripts.get(name)?.shift();
      if (!mishap) return back(effect());
      if (mishap.when === "after") effect();
      if (mishap.when === "later") clock.after(LATER_MS, () => quietly(effect));
      dead ||= mishap.failure === "dies";
      await hop();
      throw failed(name, mishap.failure);
    }

    /** A network: others may come in between, and the process may be dead. */
    async function hop(): Promise<void> {
      if (dead) throw new Killed();
      await clock.sleep(1);
      if (dead) throw new Killed();
    }

    async function back<T>(answer: T): Promise<T> {
      await hop();
      return answer;
    }

    const events: ReservedSeats = {
      fence: (id, leaseMs) => call("fence", () => seats.fence(id, leaseMs)),
      unfence: (id, unfence) =>
        call("unfence", () => {
          unfenced.push(unfence);
          seats.unfence(id, unfence);
        }),
      confirm: (id, ref) => call("confirm", () => seats.confirm(id, ref)),
    };
    const payments: Payments = {
      charge: ({ reservationId, amountCents }) =>
        call("charge", () => charge(reservationId, amountCents)),
    };
    return createPay({
      events,
      payments,
      notifications: { orderConfirmed: (id) => void told.push(id) },
      guard,
      clock,
      leaseMs: LEASE_MS,
      busyTimeoutMs,
    });
  }

  return {
    clock,
    seats,
    charges,
    chargeCalls: () => chargeCalls,
    unfenced,
    told,
    gateway,
    pay: () => settled(clock, gateway()(ID, {})),
    script: (name, ...mishaps) => void scripts.set(name, [...mishaps]),
  };
}

/** The process has died, so no code learns how the payment ended. */
function quietly(effect: () => unknown): void {
  try {
    effect();
  } catch (error) {
    if (!(error instanceof UpstreamProblem)) throw error;
  }
}

function failed(name: CallName, failure: Failure | "dies"): Error {
  if (failure === "dies") return new Killed();
  return name === "charge" ? paymentsProblem(failure) : eventsProblem(failure);
}

/** A guard of three attempts, one after the other. */
export async function threeAttempts<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch {
    return await call().catch(call);
  }
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
