/**
 * The rules that every store of holds must follow. They run against each
 * adapter.
 * @module
 */

import assert from "node:assert/strict";
import type { HoldRequest, Holds } from "./holds.ts";

/** A store under test, empty. */
export interface OpenHolds {
  readonly holds: Holds;
  /** Resolves when the store's clock is `ms` further. */
  readonly passed: (ms: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A hold of two seats of event 1 for a minute, but for what `over` says. */
function request(over: Partial<HoldRequest>): HoldRequest {
  return {
    reservationId: "a",
    eventId: 1,
    quantity: 2,
    totalCents: 200,
    ttlMs: 60_000,
    ...over,
  };
}

/** Registers the suite. */
export function holdsContract(
  name: string,
  open: () => Promise<OpenHolds>,
): void {
  function check(
    what: string,
    body: (store: OpenHolds) => Promise<void>,
  ): void {
    Deno.test(`${name}: ${what}`, async () => {
      const store = await open();
      try {
        await body(store);
      } finally {
        await store.close();
      }
    });
  }

  check("add() answers all seats held of the event", async ({ holds }) => {
    assert.equal(await holds.add(request({})), 2);
    const second = { reservationId: "b", quantity: 3 };
    assert.equal(await holds.add(request(second)), 5);
    const other = { reservationId: "c", eventId: 2, quantity: 1 };
    assert.equal(await holds.add(request(other)), 1);
    assert.deepEqual(await holds.held(), new Map([[1, 5], [2, 1]]));
    assert.equal(await holds.count(), 3);
  });

  check("add() under parallel calls counts every seat once", async (store) => {
    const { holds } = store;
    const answers = await Promise.all(
      Array.from(
        { length: 50 },
        (_, i) => holds.add(request({ reservationId: `r${i}`, quantity: 1 })),
      ),
    );
    const inOrder = answers.toSorted((a, b) => a - b);
    assert.deepEqual(inOrder, Array.from({ length: 50 }, (_, i) => i + 1));
  });

  check("remove() gives the seats back, once", async ({ holds }) => {
    await holds.add(request({}));
    assert.equal(await holds.remove("a"), true);
    assert.equal(await holds.remove("a"), false);
    assert.deepEqual(await holds.held(), new Map());
    assert.equal(await holds.count(), 0);
  });

  check("a hold whose time is over is in no answer", async (store) => {
    const { holds, passed } = store;
    await holds.add(request({ ttlMs: 20 }));
    await holds.add(request({ reservationId: "b", quantity: 1 }));
    await passed(20);
    assert.deepEqual(await holds.held(), new Map([[1, 1]]));
    assert.equal(await holds.count(), 1);
    assert.equal(await holds.extend("a", 1000), undefined);
    assert.equal(await holds.price("a", 1), false);
    assert.equal(await holds.remove("a"), false);
  });

  check("add() gives back what has expired before it counts", async (store) => {
    const { holds, passed } = store;
    await holds.add(request({ quantity: 9, ttlMs: 20 }));
    await passed(20);
    const next = request({ reservationId: "b", quantity: 1 });
    assert.equal(await holds.add(next), 1);
  });

  check("extend() keeps a hold alive, and tells its old end", async (store) => {
    const { holds, passed } = store;
    await holds.add(request({ ttlMs: 200 }));
    const first = await holds.extend("a", 60_000);
    const second = await holds.extend("a", 60_000);
    assert.ok(first && second);
    const { expiresAt, ...seats } = first;
    assert.deepEqual(seats, { eventId: 1, quantity: 2, totalCents: 200 });
    assert.ok(second.expiresAt > expiresAt);
    await passed(200);
    assert.equal(await holds.count(), 1);
  });

  check("extend() never shortens a hold", async ({ holds }) => {
    await holds.add(request({ ttlMs: 60_000 }));
    const first = await holds.extend("a", 1);
    const second = await holds.extend("a", 1);
    assert.equal(first?.expiresAt, second?.expiresAt);
  });

  check("price() corrects what extend() tells", async ({ holds }) => {
    await holds.add(request({}));
    assert.equal(await holds.price("a", 999), true);
    assert.equal((await holds.extend("a", 1))?.totalCents, 999);
    assert.equal(await holds.price("nobody", 1), false);
  });

  check("ping() is true", async ({ holds }) => {
    assert.equal(await holds.ping(), true);
  });
}
