/**
 * Random payments of one reservation: from several gateways, at any time, with
 * every call failing in any way the network knows. Whatever happens, money and
 * seats keep together. A counterexample comes back small and repeatable.
 */

import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type CallName,
  type FakeShop,
  ID,
  LEASE_MS,
  type Mishap,
  settled,
  shop,
  threeAttempts,
} from "./pay_fixture.ts";
import { HOLD_MS } from "./seats_fixture.ts";
import { settle } from "./settle.ts";
import type { Failure } from "./upstream.ts";

const BODY = { detail: "no" };

/** A failure after which nothing was done, for certain. */
const definite: fc.Arbitrary<Mishap> = fc.constantFrom<Failure>(
  { kind: "unreachable", reason: "refused" },
  { kind: "refused", status: 500, retryAfter: undefined, body: BODY },
).map((failure) => ({ when: "before", failure }));

const doubtful: fc.Arbitrary<Mishap> = fc.record({
  when: fc.constantFrom("before", "after", "later"),
  failure: fc.constantFrom<Mishap["failure"]>(
    { kind: "timeout", reason: "slow" },
    { kind: "broken", reason: "reset" },
    { kind: "malformed", reason: "not JSON" },
    { kind: "refused", status: 504, retryAfter: undefined, body: BODY },
    "dies",
  ),
});

/** The results of the calls of one name, in order. */
const script = fc.array(
  fc.option(fc.oneof(definite, doubtful), { nil: undefined, freq: 2 }),
  { maxLength: 6 },
);

interface Visit {
  readonly gateway: number;
  /** When it comes (ms): while others pay, after a lease, after the hold. */
  readonly at: number;
}

const visit: fc.Arbitrary<Visit> = fc.record({
  gateway: fc.nat(2),
  at: fc.oneof(
    fc.nat(20),
    fc.nat(2 * LEASE_MS),
    fc.integer({ min: HOLD_MS - LEASE_MS, max: 2 * HOLD_MS }),
  ),
});

type Scripts = Readonly<Record<CallName, readonly (Mishap | undefined)[]>>;

const scripts: fc.Arbitrary<Scripts> = fc.record({
  fence: script,
  charge: script,
  confirm: script,
  unfence: script,
});

/** At every instant: money that has moved has its seats. */
function keepTogether({ seats, charges }: Pick<FakeShop, "seats" | "charges">) {
  assert.ok(charges.size <= 1, "charged under two keys");
  const charged = charges.get(ID);
  if (charged !== undefined) {
    assert.equal(charged, 1000);
    assert.ok(seats.isKept(ID), "charged, and the seats are gone");
  }
  if (seats.orders.size > 0) {
    assert.equal(charged, 1000, "an order without a payment");
  }
}

async function play(
  visits: readonly Visit[],
  mishaps: Scripts,
): Promise<void> {
  const failures: unknown[] = [];
  const scene = shop({
    guard: threeAttempts,
    busyTimeoutMs: 200,
    watch(now) {
      try {
        keepTogether(now);
      } catch (error) {
        failures.push(error); // thrown here, it would be a failed call
      }
    },
  });
  const { clock, seats, charges } = scene;
  for (const name of ["fence", "charge", "confirm", "unfence"] as const) {
    scene.script(name, ...mishaps[name]);
  }
  const gateways = Array.from({ length: 3 }, scene.gateway);
  const paying = visits.map(async ({ gateway, at }) => {
    await clock.sleep(at);
    const order = await gateways[gateway]?.(ID, {});
    assert.deepEqual(order, seats.orders.get(ID), "a 200 without its order");
  });
  const ended = Promise.allSettled(paying);
  await clock.advance(3 * HOLD_MS);
  for (const end of await ended) {
    if (end.status === "rejected") throwIfFalse(end.reason);
  }
  assert.deepEqual(failures, []);

  // All is well again: in the end there is an order for every charge.
  for (const name of ["fence", "charge", "confirm", "unfence"] as const) {
    scene.script(name);
  }
  const round = settle({
    unsettled: () => Promise.resolve(seats.unsettled()),
    pay: scene.gateway(),
    clock,
    random: () => 0,
    newId: () => "id",
  }, new AbortController().signal);
  await settled(clock, round);
  assert.deepEqual(failures, []);
  assert.deepEqual([...charges.keys()], [...seats.orders.keys()]);
  assert.equal(seats.isKept(ID), charges.size === 1, "seats leak");
}

function throwIfFalse(reason: unknown): void {
  if (reason instanceof assert.AssertionError) throw reason;
}

Deno.test("with any failure and any crash, a charge has its seats, and in the end its one order", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(visit, { minLength: 1, maxLength: 5 }),
      scripts,
      play,
    ),
    { numRuns: 100 },
  );
});
