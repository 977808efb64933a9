/**
 * Random interleavings of people who reserve, pay, give up, dawdle or crash
 * between any two steps. fast-check schedules every answer of every store, so a
 * run is one order of events that two stores and several processes can have,
 * and a counterexample comes back small and repeatable.
 */

import assert from "node:assert/strict";
import fc from "fast-check";
import { fakeClock } from "../shared/clock_fake.ts";
import type { Holds } from "./holds.ts";
import { memoryHolds } from "./holds_memory.ts";
import type { Orders } from "./orders.ts";
import { memoryOrders } from "./orders_memory.ts";
import { EVENTS } from "./shop_fixture.ts";
import { createShop, type Reserved, type Shop } from "./shop.ts";

const SEATS = 5;
/** Longer than any lease that the shop takes by itself. */
const LEASE_MS = 20_000;

interface Person {
  readonly quantity: number;
  readonly then: "pay" | "pay twice" | "leave" | "release" | "confirm";
  /** Calls to the stores until their service process dies. */
  readonly crashAfter: number;
}

const person: fc.Arbitrary<Person> = fc.record({
  quantity: fc.integer({ min: 1, max: 3 }),
  then: fc.constantFrom("pay", "pay twice", "leave", "release", "confirm"),
  crashAfter: fc.oneof(
    { weight: 3, arbitrary: fc.constant(Infinity) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 8 }) },
  ),
});

type Reserve = (
  stores: { readonly holds: Holds; readonly orders: Orders },
  shop: Shop,
  desired: { readonly id: string; readonly quantity: number },
) => Promise<Reserved>;

/** Plays `people` in the order of `scheduler`; throws when a promise breaks. */
async function play(
  people: readonly Person[],
  scheduler: fc.Scheduler,
  reserve: Reserve,
): Promise<void> {
  const clock = fakeClock();
  const holds = memoryHolds(clock);
  const orders = memoryOrders(clock, EVENTS);
  const charged = new Map<string, number>();
  const answered = new Set<string>();

  async function live(one: Person, index: number): Promise<void> {
    let left = one.crashAfter;
    const process = {
      holds: asynchronous(holds),
      orders: asynchronous(orders),
    };
    const id = `r${index}`;
    const shop = createShop({
      ...process,
      clock,
      newId: () => id,
      ttlMs: () => 300_000,
      track: (work) => void work.catch(() => {}),
    });
    try {
      const outcome = await reserve(process, shop, {
        id,
        quantity: one.quantity,
      });
      if (outcome.kind !== "held" || one.then === "leave") return;
      if (one.then === "release") return void await shop.release(id);
      if (one.then === "confirm") return await confirm(shop, id);
      const pays = one.then === "pay" ? 1 : 2;
      await Promise.all(Array.from({ length: pays }, () => pay(shop, id)));
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }

    /** A store over a network, for a process that may die at any call. */
    function asynchronous<T extends object>(store: T): T {
      return new Proxy(store, {
        get: (target, key) => (...args: readonly unknown[]) => {
          if (left-- <= 0) return Promise.reject(new Crash());
          const method = Reflect.get(target, key) as (
            ...args: readonly unknown[]
          ) => Promise<unknown>;
          return scheduler.schedule(
            Promise.resolve(`${id} ${String(key)}`),
          ).then(async () => {
            const answer = await method.apply(target, [...args]);
            await nothingIsOversold();
            return scheduler.schedule(Promise.resolve(answer));
          });
        },
      });
    }
  }

  async function nothingIsOversold(): Promise<void> {
    const room = (await orders.find(1))?.room ?? 0;
    assert.ok(room >= 0, `oversold by ${-room}`);
  }

  async function pay(shop: Shop, id: string): Promise<void> {
    const fence = await shop.fence(id, LEASE_MS);
    assert.notEqual(fence.state, "sold_out", "a live hold has its seats");
    if (fence.state !== "fenced") return;
    charged.set(id, fence.totalCents); // the same key: the same charge
    await confirm(shop, id);
  }

  async function confirm(shop: Shop, id: string): Promise<void> {
    const end = await shop.confirm(id, `PAY-${id}`);
    if (end.state === "confirmed") answered.add(id);
  }

  await scheduler.waitFor(Promise.all(people.map(live)));
  await scheduler.waitIdle();

  // The payments of a crashed gateway are ended, as its settle loop does.
  await clock.advance(LEASE_MS);
  const calm = createShop({
    holds,
    orders,
    clock,
    newId: () => "x",
    ttlMs: () => 300_000,
    track: (work) => void work.catch(() => {}),
  });
  for (const id of await calm.unsettled()) await pay(calm, id);
  for (const id of charged.keys()) {
    const end = await calm.confirm(id, `PAY-${id}`);
    assert.equal(end.state, "confirmed", `${id} was charged, but has no order`);
  }
  for (const id of answered) {
    const end = await calm.fence(id, LEASE_MS);
    assert.equal(end.state, "confirmed", `the order of ${id} is lost`);
  }
  // In the end every seat is sold or free: nothing leaks.
  await clock.advance(600_000);
  await orders.sweep();
  assert.equal(await holds.count(), 0);
  assert.deepEqual(await calm.unsettled(), []);
}

class Crash extends Error {}

function property(reserve: Reserve): fc.IAsyncProperty<unknown> {
  return fc.asyncProperty(
    fc.array(person, { minLength: 2, maxLength: 8 }),
    fc.scheduler(),
    (people, scheduler) => play(people, scheduler, reserve),
  );
}

Deno.test("in any order of steps and with any crash, nothing is oversold, charged twice or lost", async () => {
  const honest: Reserve = (_stores, shop, { quantity }) =>
    shop.reserve(1, quantity);
  await fc.assert(property(honest), { numRuns: 400 });
});

Deno.test("the same test finds the naive scheme out: what is sold first, what is held second", async () => {
  const naive: Reserve = async ({ holds, orders }, _shop, desired) => {
    const { id, quantity } = desired;
    const room = (await orders.find(1))?.room ?? 0;
    const held = await holds.add({
      reservationId: id,
      eventId: 1,
      quantity,
      totalCents: 100 * quantity,
      ttlMs: 300_000,
    });
    if (held > room) {
      await holds.remove(id);
      return { kind: "sold_out", available: room };
    }
    const reservation = {
      reservation_id: id,
      event_id: 1,
      quantity,
      total_cents: 100 * quantity,
      expires_in_seconds: 300,
    };
    return { kind: "held", reservation };
  };
  const { failed, counterexample } = await fc.check(property(naive), {
    numRuns: 5000,
    seed: 1,
  });
  assert.ok(failed, "the naive scheme oversells, and this must see it");
  const [people] = counterexample as [readonly Person[]];
  const wanted = people.reduce((sum, { quantity }) => sum + quantity, 0);
  assert.ok(wanted > SEATS);
});
