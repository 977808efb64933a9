/**
 * The rules that every store of orders must follow. They run against each
 * adapter.
 * @module
 */

import assert from "node:assert/strict";
import type { EventRow } from "./orders_memory.ts";
import type { Fence, HoldToFence, Orders } from "./orders.ts";

/** A store under test, with {@link CONTRACT_EVENTS} and no orders. */
export interface OpenOrders {
  readonly orders: Orders;
  /** The time on the store's clock, in ms since 1970. */
  readonly now: () => Promise<number>;
  /** Resolves when the store's clock is `ms` further. */
  readonly passed: (ms: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Out of order by date, and two at the same time. */
export const CONTRACT_EVENTS: readonly EventRow[] = [
  event(1, "2026-12-01T10:00:00.000Z", 5),
  event(2, "2026-11-01T10:00:00.000Z", 100),
  event(3, "2026-11-01T10:00:00.000Z", 100),
];

function event(id: number, date: string, total_tickets: number): EventRow {
  return {
    id,
    name: `Event ${id}`,
    venue: "Hall",
    date,
    total_tickets,
    price_cents: 100,
  };
}

/** Registers the suite. */
export function ordersContract(
  name: string,
  open: () => Promise<OpenOrders>,
): void {
  function check(
    what: string,
    body: (store: OpenOrders & Actions) => Promise<void>,
  ): void {
    Deno.test(`${name}: ${what}`, async () => {
      const store = await open();
      try {
        await body({ ...store, ...actions(store) });
      } finally {
        await store.close();
      }
    });
  }

  check("list() is by date, then id, with all seats free", async (store) => {
    const list = await store.orders.list();
    assert.deepEqual(list.map(({ id }) => id), [2, 3, 1]);
    assert.deepEqual(list[2], { ...CONTRACT_EVENTS[0], room: 5 });
    assert.deepEqual(await store.orders.find(1), list[2]);
    assert.equal(await store.orders.find(99), undefined);
    assert.equal(await store.orders.ready(), true);
  });

  check("a fence takes the seats, confirm() keeps them", async (store) => {
    const { orders, hold, room } = store;
    const fence = await orders.fence("a", 60_000, await hold(2));
    assert.deepEqual(fence, {
      state: "fenced",
      attempt: 1,
      eventId: 1,
      quantity: 2,
      totalCents: 200,
    });
    assert.equal(await room(), 3);
    const order = {
      order_id: "a",
      event_id: 1,
      quantity: 2,
      total_cents: 200,
      status: "confirmed",
    };
    const confirmed = await orders.confirm("a", "PAY-1");
    assert.deepEqual(confirmed, { state: "confirmed", order, created: true });
    assert.equal(await room(), 3);
    assert.deepEqual(
      await orders.fence("a", 60_000, undefined),
      { state: "confirmed", order },
    );
    assert.deepEqual(
      await orders.confirm("a", "PAY-1"),
      { state: "confirmed", order, created: false },
    );
    const other = await orders.confirm("a", "PAY-2");
    assert.deepEqual(other, { state: "other_reference" });
    const nobody = await orders.confirm("nobody", "PAY-1");
    assert.deepEqual(nobody, { state: "unknown" });
    assert.equal(await orders.release("a"), "under_way");
  });

  check(
    "of parallel fences one is granted, of parallel confirms one creates",
    async (store) => {
      const { orders, hold } = store;
      const seats = await hold(1);
      const fences = await all(10, () => orders.fence("a", 60_000, seats));
      const states = fences.map(({ state }) => state).toSorted();
      assert.deepEqual(states, [...Array(9).fill("busy"), "fenced"]);
      const ends = await all(10, () => orders.confirm("a", "PAY-1"));
      const created = ends.filter((end) =>
        end.state === "confirmed" && end.created
      );
      assert.equal(created.length, 1);
      assert.ok(ends.every(({ state }) => state === "confirmed"));
    },
  );

  check(
    "fences of different reservations never exceed the event",
    async (store) => {
      const { orders, hold, room } = store;
      const seats = await hold(1);
      let id = 0;
      const fences = await all(
        12,
        () => orders.fence(`r${id++}`, 60_000, seats),
      );
      assert.equal(
        fences.filter(({ state }) => state === "fenced").length,
        5,
      );
      const rest = fences.filter(({ state }) => state !== "fenced");
      assert.deepEqual(rest[0], { state: "sold_out", available: 0 });
      assert.equal(await room(), 0);
    },
  );

  check(
    "an attempt that ended by itself lets the next one begin",
    async (store) => {
      const { orders, hold } = store;
      const seats = await hold(1);
      await orders.fence("a", 60_000, seats);
      await orders.unfence("a", { attempt: 1, inDoubt: false });
      assert.equal(attemptOf(await orders.fence("a", 60_000, undefined)), 2);
      await orders.unfence("a", { attempt: 1, inDoubt: false });
      const third = await orders.fence("a", 60_000, undefined);
      assert.deepEqual(third, { state: "busy" });
    },
  );

  check(
    "a lease that ran out makes the payment one in doubt, which stays",
    async (store) => {
      const { orders, passed, now, room } = store;
      const hold = { ...await store.hold(1), expiresAt: await now() + 30 };
      await orders.fence("a", 20, hold);
      await passed(40);
      assert.deepEqual(await orders.unsettled(), ["a"]);
      assert.equal(await orders.sweep(), 0);
      assert.equal(attemptOf(await orders.fence("a", 60_000, undefined)), 2);
      assert.deepEqual(await orders.unsettled(), []);
      await orders.unfence("a", { attempt: 2, inDoubt: false });
      assert.equal(await orders.sweep(), 0);
      assert.equal(await orders.release("a"), "under_way");
      assert.equal(await room(), 4);
      assert.equal(attemptOf(await orders.fence("a", 60_000, undefined)), 3);
    },
  );

  check(
    "a payment that was never made expires with its hold",
    async (store) => {
      const { orders, passed, now, room } = store;
      const hold = { ...await store.hold(2), expiresAt: await now() + 30 };
      await orders.fence("a", 60_000, hold);
      await orders.unfence("a", { attempt: 1, inDoubt: false });
      await passed(30);
      const late = await orders.fence("a", 60_000, undefined);
      assert.deepEqual(late, { state: "unknown" });
      assert.equal(await orders.sweep(), 1);
      assert.equal(await room(), 5);
      assert.equal(await orders.sweep(), 0);
    },
  );

  check("one that may have been made does not", async (store) => {
    const { orders, passed, now } = store;
    const hold = { ...await store.hold(2), expiresAt: await now() + 10 };
    await orders.fence("a", 60_000, hold);
    await orders.unfence("a", { attempt: 1, inDoubt: true });
    await passed(10);
    assert.equal(await orders.sweep(), 0);
    const again = await orders.fence("a", 60_000, undefined);
    assert.equal(attemptOf(again), 2);
  });

  check(
    "release() gives back a payment that no gateway is making",
    async (store) => {
      const { orders, hold, room } = store;
      await orders.fence("a", 60_000, await hold(2));
      assert.equal(await orders.release("a"), "under_way");
      await orders.unfence("a", { attempt: 1, inDoubt: false });
      assert.equal(await orders.release("a"), "released");
      assert.equal(await orders.release("a"), "unknown");
      assert.equal(await room(), 5);
    },
  );

  check("without a hold there is nothing to fence", async ({ orders }) => {
    const fence = await orders.fence("a", 60_000, undefined);
    assert.deepEqual(fence, { state: "unknown" });
  });
}

interface Actions {
  /** A hold on event 1 that lives long. */
  hold(quantity: number): Promise<HoldToFence>;
  /** Room of event 1. */
  room(): Promise<number | undefined>;
}

function actions({ orders, now }: OpenOrders): Actions {
  return {
    hold: async (quantity) => ({
      eventId: 1,
      quantity,
      totalCents: 100 * quantity,
      expiresAt: await now() + 300_000,
    }),
    room: async () => (await orders.find(1))?.room,
  };
}

function all<T>(count: number, call: () => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, call));
}

function attemptOf(fence: Fence): number | undefined {
  return fence.state === "fenced" ? fence.attempt : undefined;
}
