/**
 * The table of `pay.ts`, row by row: wherever a payment breaks off, it ends in
 * one order and one charge; and what a failed charge says of the money.
 */

import assert from "node:assert/strict";
import { Problem } from "../shared/problem.ts";
import {
  type FakeShop,
  ID,
  LATER_MS,
  LEASE_MS,
  type Mishap,
  settled,
  shop,
  threeAttempts,
} from "./pay_fixture.ts";
import { HOLD_MS } from "./seats_fixture.ts";
import { settle } from "./settle.ts";
import type { Failure } from "./upstream.ts";
import { UpstreamProblem } from "./upstream_problem.ts";

const BROKEN: Failure = { kind: "broken", reason: "connection reset" };
const TIMEOUT: Failure = { kind: "timeout", reason: "slow" };
const UNREACHABLE: Failure = { kind: "unreachable", reason: "refused" };
const MALFORMED: Failure = { kind: "malformed", reason: "not JSON" };

function refused(status: number): Failure {
  const body = { detail: "Payment processing failed" };
  return { kind: "refused", status, retryAfter: undefined, body };
}

/** One order and one charge of the real amount, whatever happened before. */
function assertPaidOnce({ charges, seats }: FakeShop): void {
  assert.deepEqual([...charges], [[ID, 1000]]);
  assert.deepEqual([...seats.orders.keys()], [ID]);
}

/** One round of the loop of a gateway that is well. */
async function settleOnce({ clock, seats, gateway }: FakeShop): Promise<void> {
  const round = settle({
    unsettled: () => Promise.resolve(seats.unsettled()),
    pay: gateway(),
    clock,
    random: () => 0,
    newId: () => "id",
  }, new AbortController().signal);
  await settled(clock, round);
}

for (
  const [where, call, when] of [
    ["before the fence", "fence", "before"],
    ["fenced, before the charge", "fence", "after"],
    ["in the charge, before it is made", "charge", "before"],
    ["in the charge, while it is on its way", "charge", "later"],
    ["in the charge, after it is made", "charge", "after"],
    ["in the confirm, before it is made", "confirm", "before"],
    ["in the confirm, while it is on its way", "confirm", "later"],
    ["in the confirm, after it is made", "confirm", "after"],
  ] as const
) {
  Deno.test(`a gateway dies ${where}: paying again ends in one order and one charge`, async () => {
    const scene = shop();
    scene.script(call, { when, failure: "dies" });
    await assert.rejects(scene.pay()); // no client hears of it
    await scene.clock.advance(LEASE_MS);
    await scene.pay();
    assertPaidOnce(scene);
    assert.deepEqual(scene.unfenced, [], "the dead give nothing back");
  });

  Deno.test(`a gateway dies ${where}: if the client does not come back, the loop ends it`, async () => {
    const scene = shop();
    scene.script(call, { when, failure: "dies" });
    await assert.rejects(scene.pay()); // no client hears of it
    await scene.clock.advance(HOLD_MS);
    await settleOnce(scene);
    if (where === "before the fence") {
      assert.deepEqual([scene.charges.size, scene.seats.isKept(ID)], [
        0,
        false,
      ]);
    } else assertPaidOnce(scene);
    assert.deepEqual(scene.seats.unsettled(), []);
  });

  Deno.test(`a service breaks off ${where}: paying again ends in one order and one charge`, async () => {
    const scene = shop();
    scene.script(call, { when, failure: BROKEN });
    await assert.rejects(scene.pay(), Problem);
    await scene.clock.advance(LEASE_MS); // of a fence whose answer got lost
    await scene.pay();
    assertPaidOnce(scene);
  });
}

/** How an attempt ends, and whether money may have moved then. */
const ENDS: readonly (readonly [Mishap, "no" | "unknown"])[] = [
  [{ when: "before", failure: UNREACHABLE }, "no"],
  [{ when: "before", failure: refused(422) }, "no"],
  [{ when: "before", failure: refused(429) }, "no"],
  [{ when: "before", failure: refused(500) }, "no"],
  [{ when: "before", failure: refused(503) }, "no"],
  [{ when: "after", failure: refused(502) }, "unknown"],
  [{ when: "after", failure: refused(504) }, "unknown"],
  [{ when: "after", failure: BROKEN }, "unknown"],
  [{ when: "later", failure: TIMEOUT }, "unknown"],
  [{ when: "after", failure: MALFORMED }, "unknown"],
];

function nameOf({ failure }: Mishap): string {
  if (failure === "dies") return failure;
  return failure.kind === "refused" ? `${failure.status}` : failure.kind;
}

for (const [end, charged] of ENDS) {
  Deno.test(`a charge that ends in ${nameOf(end)} gives the fence back: charged ${charged}`, async () => {
    const scene = shop();
    scene.script("charge", end);
    await assert.rejects(scene.pay(), UpstreamProblem);
    assert.deepEqual(scene.unfenced, [{ attempt: 1, charged }]);
    await scene.pay(); // at once: the client does not have to wait for a lease
    assertPaidOnce(scene);
  });

  Deno.test(`a charge that ends in ${nameOf(end)}, and a client that gives up: ${charged === "no" ? "the seats come back" : "an order is made"}`, async () => {
    const scene = shop();
    scene.script("charge", end);
    await assert.rejects(scene.pay(), UpstreamProblem);
    await scene.clock.advance(HOLD_MS);
    assert.equal(scene.seats.isKept(ID), charged === "unknown");
    await settleOnce(scene);
    if (charged === "unknown") assertPaidOnce(scene);
    else {assert.deepEqual([scene.charges.size, scene.seats.orders.size], [
        0,
        0,
      ]);}
  });
}

for (
  const [attempts, charged] of [
    [[UNREACHABLE, refused(500), UNREACHABLE], "no"],
    [[TIMEOUT, UNREACHABLE, UNREACHABLE], "unknown"],
    [[UNREACHABLE, BROKEN, refused(500)], "unknown"],
    [[refused(500), refused(500), MALFORMED], "unknown"],
  ] as const
) {
  const names = attempts.map((failure) => nameOf({ when: "before", failure }));
  Deno.test(`attempts that end in ${names.join(", ")}: charged ${charged}`, async () => {
    const scene = shop({ guard: threeAttempts });
    scene.script(
      "charge",
      ...attempts.map((failure): Mishap => ({
        when: failure === TIMEOUT ? "later" : "before",
        failure,
      })),
    );
    await assert.rejects(scene.pay(), UpstreamProblem);
    assert.deepEqual(scene.unfenced, [{ attempt: 1, charged }]);
    await scene.clock.advance(LATER_MS);
    assert.equal(scene.charges.size, attempts[0] === TIMEOUT ? 1 : 0);
    await scene.pay();
    assertPaidOnce(scene);
  });
}

Deno.test("an attempt that goes well after one in doubt ends the doubt", async () => {
  const scene = shop({ guard: threeAttempts });
  scene.script("charge", { when: "later", failure: TIMEOUT });
  await scene.pay();
  assert.deepEqual(scene.unfenced, []);
  await scene.clock.advance(LATER_MS);
  assertPaidOnce(scene);
});

Deno.test("doubt stays, whatever later attempts say: a no never takes it back", async () => {
  const scene = shop();
  scene.script(
    "charge",
    { when: "later", failure: TIMEOUT },
    { when: "before", failure: refused(500) },
  );
  await assert.rejects(scene.pay(), UpstreamProblem);
  await assert.rejects(scene.pay(), UpstreamProblem);
  assert.deepEqual(scene.unfenced.map(({ charged }) => charged), [
    "unknown",
    "no",
  ]);
  await scene.clock.advance(HOLD_MS);
  assert.ok(scene.seats.isKept(ID));
  await settleOnce(scene);
  assertPaidOnce(scene);
});

Deno.test("a no that comes late does not end the attempt after it", async () => {
  const scene = shop();
  scene.script("charge", { when: "before", failure: refused(500) });
  scene.script("unfence", { when: "later", failure: TIMEOUT });
  await assert.rejects(scene.pay(), UpstreamProblem);
  await scene.clock.advance(LEASE_MS);
  await scene.pay();
  assertPaidOnce(scene);
});
