// Runs with -P=test-stores
/**
 * People change rows by hand, labs ask them to. Whatever they write there costs
 * at most the one event that they wrote it into.
 */

import assert from "node:assert/strict";
import { z } from "@hono/zod-openapi";
import { EventView, MAX_TOTAL_CENTS } from "../shared/api_schemas.ts";
import { systemClock } from "../shared/clock.ts";
import { createEventsApp } from "./app.ts";
import { eventsFaults } from "./faults.ts";
import { memoryHolds } from "./holds_memory.ts";
import { postgresOrders } from "./orders_postgres.ts";
import { type TestDatabase, testDatabase } from "./postgres_fixture.ts";

/** A shop over a database of its own, where events 1, 2 and 3 are on sale. */
async function shop() {
  const test = await testDatabase();
  await test.sql`
    INSERT INTO events (id, name, venue, event_date, total_tickets, price_cents)
    SELECT id, 'Event ' || id, 'Hall', '2026-12-01 10:00Z', 100, 5000
      FROM generate_series(1, 3) AS id`;
  const orders = postgresOrders(test.database);
  const { hono } = createEventsApp({
    version: "1",
    newId: () => crypto.randomUUID(),
    faults: eventsFaults({ clock: systemClock, random: Math.random }),
    faultsToken: undefined,
    ttlMs: 60_000,
    holds: memoryHolds(systemClock),
    orders,
    gate: test.database.gate,
    poolMax: 10,
  });

  async function post(path: string, body: unknown) {
    const answer = await hono.request(path, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    return { status: answer.status, body: await answer.json() };
  }
  return { ...test, orders, hono, post };
}

type Shop = Awaited<ReturnType<typeof shop>>;

function check(what: string, body: (shop: Shop) => Promise<void>): void {
  Deno.test(what, async () => {
    const test = await shop();
    try {
      await body(test);
    } finally {
      await test.close();
    }
  });
}

/** The list as the gateway reads it. */
async function list({ hono }: Shop): Promise<readonly EventView[]> {
  const answer = await hono.request("/events");
  assert.equal(answer.status, 200);
  const text = await answer.text();
  assert.ok(text.length < 10_000, `a list of ${text.length} characters`);
  return z.array(EventView).parse(JSON.parse(text));
}

/** Reserves `quantity` and pays. @returns what the shop answered last */
async function buy({ post }: Shop, eventId: number, quantity: number) {
  const held = await post(`/events/${eventId}/reserve`, { quantity });
  if (held.status !== 200) return held;
  const path = `/reservations/${held.body.reservation_id}`;
  const fence = await post(`${path}/fence`, { lease_ms: 1000 });
  assert.equal(fence.status, 200, JSON.stringify(fence.body));
  assert.equal(fence.body.total_cents, held.body.total_cents);
  return await post(`${path}/confirm`, { payment_ref: "PAY-00000001" });
}

/** Rows that a person may write; each says what becomes of event 2. */
const ROWS: readonly (readonly [
  set: string,
  expected: Readonly<Partial<EventView>>,
])[] = [
  ["event_date = 'infinity'", { date: "9999-12-31T23:59:59.999Z" }],
  ["event_date = '-infinity'", { date: "0001-01-01T00:00:00.000Z" }],
  ["event_date = '0044-03-15 BC'", { date: "0001-01-01T00:00:00.000Z" }],
  ["event_date = '12026-09-15'", { date: "9999-12-31T23:59:59.999Z" }],
  ["event_date = '294276-01-01'", { date: "9999-12-31T23:59:59.999Z" }],
  ["event_date = '0044-03-15 12:00Z'", { date: "0044-03-15T12:00:00.000Z" }],
  ["event_date = '2026-02-03 04:05:06.789999+02'", {
    date: "2026-02-03T02:05:06.789Z",
  }],
  ["name = repeat('x', 1024 * 1024)", { name: "x".repeat(199) + "…" }],
  ["name = repeat(E'\\u0001', 1000000)", { name: "\u0001".repeat(199) + "…" }],
  ["name = ''", { name: "" }],
  ["name = E'\\x1b[2J\"\\\\\\n'", { name: '\u001b[2J"\\\n' }],
  ["venue = repeat('é', 1000000)", { venue: "é".repeat(199) + "…" }],
  ["venue = repeat('😀', 200)", { venue: "😀".repeat(200) }],
  ["price_cents = 2147483647", { price_cents: 2_147_483_647 }],
  ["total_tickets = 2147483647", { available: 2_147_483_647 }],
  ["total_tickets = 0", { available: 0 }],
];

for (const [set, expected] of ROWS) {
  check(`UPDATE events SET ${set}: the list goes on`, async (shop) => {
    await shop.sql.unsafe(`UPDATE events SET ${set} WHERE id = 2`);
    const events = new Map((await list(shop)).map((one) => [one.id, one]));
    assert.deepEqual([...events.keys()].sort(), [1, 2, 3]);
    assert.deepEqual({ ...events.get(2), ...expected }, events.get(2));
    const one = await (await shop.hono.request("/events/2")).json();
    assert.deepEqual(one, events.get(2));
    for (const id of [1, 3]) assert.equal((await buy(shop, id, 2)).status, 200);
  });
}

check("events are still sorted by date, whatever it is", async (shop) => {
  await shop.sql`UPDATE events SET event_date = 'infinity' WHERE id = 1`;
  await shop.sql`UPDATE events SET event_date = '0044-03-15 BC' WHERE id = 3`;
  assert.deepEqual((await list(shop)).map(({ id }) => id), [3, 2, 1]);
});

/** Lets a person do what the last guard would refuse. */
async function withoutGuards({ sql }: TestDatabase): Promise<void> {
  await sql`ALTER TABLE events DROP CONSTRAINT events_never_oversold`;
}

for (const total of [1, -1, -2_147_483_648]) {
  check(
    `a total of ${total} below what is sold sells nothing more`,
    async (shop) => {
      assert.equal((await buy(shop, 2, 5)).status, 200);
      await withoutGuards(shop);
      await shop.sql`UPDATE events SET total_tickets = ${total} WHERE id = 2`;
      assert.equal((await list(shop)).find(({ id }) => id === 2)?.available, 0);
      const refused = await buy(shop, 2, 1);
      assert.deepEqual([refused.status, refused.body.available], [409, 0]);
      assert.equal((await buy(shop, 1, 1)).status, 200);
    },
  );
}

/** At each of them some quantity is the first that is too much. */
const PRICES = [
  ...Array.from(
    { length: 10 },
    (_, i) => Math.floor(MAX_TOTAL_CENTS / (i + 1)),
  ),
  ...Array.from(
    { length: 9 },
    (_, i) => Math.floor(MAX_TOTAL_CENTS / (i + 2)) + 1,
  ),
  0,
  1,
];

check("whatever can be reserved can be paid, at any price", async (shop) => {
  for (const price of PRICES) {
    await shop.sql`UPDATE events SET price_cents = ${price} WHERE id = 2`;
    for (const quantity of [1, 2, 5, 9, 10]) {
      const { status, body } = await buy(shop, 2, quantity);
      const total = price * quantity;
      const what = `${quantity} at ${price}: ${JSON.stringify(body)}`;
      if (total > MAX_TOTAL_CENTS) {
        assert.equal(status, 400, what);
        assert.match(body.detail, /quantity must be an integer from 1 to \d/);
      } else {
        assert.equal(status, 200, what);
        assert.equal(body.total_cents, total);
      }
      await shop.sql`TRUNCATE orders`;
    }
  }
  const { status } = await shop.post("/events/2/reserve", { quantity: 10 });
  assert.equal(status, 200, "a refused reservation holds no seats");
});

check(
  "a payment with an impossible id keeps no other from being settled",
  async (shop) => {
    await shop.sql`
    INSERT INTO pending_payments
      (reservation_id, event_id, quantity, total_cents, expires_at, lease_until)
    SELECT id, 2, 1, 5000, 'infinity', '2026-01-01'
      FROM unnest(ARRAY['by hand!', repeat('x', 65), '', 'known-1']) AS id`;
    assert.deepEqual(await shop.orders.unsettled(), ["known-1"]);
  },
);

check(
  "an event whose counters are wrong does not keep the seats of others",
  async (shop) => {
    await shop.sql`
    INSERT INTO pending_payments
      (reservation_id, event_id, quantity, total_cents, expires_at)
    SELECT 'r' || id, id, 3, 15000, '2026-01-01' FROM generate_series(1, 3) AS id`;
    await shop.sql`UPDATE events SET pending = 0 WHERE id = 2`;
    await assert.rejects(
      shop.orders.sweep(),
      /Cannot give seats back: Event 2/,
    );
    const left = await shop.sql`SELECT event_id FROM pending_payments`;
    assert.deepEqual([...left], [{ event_id: 2 }]);
    await shop.sql`UPDATE events SET pending = 3 WHERE id = 2`;
    assert.equal(await shop.orders.sweep(), 1);
  },
);
