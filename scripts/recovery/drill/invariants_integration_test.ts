// Runs with -P=test-stores
/**
 * The shop's own rules, each broken once on the real schema.
 */

import assert from "node:assert/strict";
import type postgres from "postgres";
import { withEmptyDatabase } from "../../adapters/postgres/database_fixture.ts";
import { migrate } from "../../schema/migrate/migrate.ts";
import { PRODUCT } from "../../schema/migrate/mod.ts";
import { sameOrders } from "./checks.ts";
import { brokenInvariants, INVARIANT_COUNT } from "./invariants.ts";
import { newestOrder, ordersUntil } from "./live_orders.ts";

/** A shop with one event of 10 seats and two orders. */
async function withShop(
  body: (sql: postgres.Sql, url: string) => Promise<void>,
): Promise<void> {
  await withEmptyDatabase(async ({ connect, url }) => {
    const sql = connect();
    await migrate(sql, PRODUCT);
    await sql`
      INSERT INTO events (name, venue, event_date, total_tickets, price_cents)
      VALUES ('A talk', 'here', now(), 10, 100)`;
    for (const n of [1, 2]) await sell(sql, n);
    await body(sql, url);
  });
}

async function sell(sql: postgres.Sql, n: number): Promise<void> {
  await sql`
    INSERT INTO orders
      (id, event_id, quantity, total_cents, payment_ref, created_at)
    VALUES (${`order-${n}`}, 1, 1, 100, ${`PAY-${n}`},
            timestamptz '2026-11-24T12:00:00Z' + ${n} * interval '1 minute')`;
  await sql`UPDATE events SET sold = (SELECT sum(quantity) FROM orders)`;
}

/**
 * The test must insert rows that the schema refuses, to see that they are
 * found.
 */
async function withoutConstraints(sql: postgres.Sql): Promise<void> {
  const constraints = await sql<{ readonly name: string; on: string }[]>`
    SELECT conname AS name, conrelid::regclass::text AS on FROM pg_constraint
     WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'f', 'u')`;
  for (const { name, on } of constraints) {
    await sql.unsafe(`ALTER TABLE ${on} DROP CONSTRAINT "${name}" CASCADE`);
  }
}

Deno.test("a shop that only sold what it has breaks no rule", () =>
  withShop(async (sql) => {
    assert.deepEqual(await brokenInvariants(sql), []);
  }));

const BROKEN: readonly (readonly [rule: RegExp, statement: string])[] = [
  [/sold over its seats/, "UPDATE events SET total_tickets = 1"],
  [/counters are the sums/, "UPDATE events SET sold = sold + 1"],
  [
    /of at least one seat/,
    "UPDATE orders SET quantity = 0 WHERE id = 'order-1'",
  ],
  [/of an event and/, "UPDATE orders SET event_id = 99 WHERE id = 'order-1'"],
  [
    /not still being paid/,
    "INSERT INTO pending_payments (reservation_id, event_id, quantity, " +
    "total_cents, expires_at) VALUES ('order-1', 1, 1, 100, now())",
  ],
  [/pays for two orders/, "UPDATE orders SET payment_ref = 'PAY-1'"],
  [/a number that is free/, "SELECT setval('events_id_seq', 1, false)"],
];

for (const [rule, statement] of BROKEN) {
  Deno.test(`the rule ${rule.source} is seen broken by: ${statement}`, () =>
    withShop(async (sql) => {
      await withoutConstraints(sql);
      await sql.unsafe(statement);
      const words = await brokenInvariants(sql);
      assert.ok(words.some((one) => rule.test(one)), words.join("; "));
    }));
}

Deno.test("a database without the shop's tables breaks every rule, in words", () =>
  withEmptyDatabase(async ({ connect }) => {
    const words = await brokenInvariants(connect());
    assert.equal(words.length, INVARIANT_COUNT);
    assert.ok(words.every((one) => /does not exist/.test(one)), words.join());
  }));

Deno.test("orders up to a moment are the same in a copy, in whatever order they lie", () =>
  withShop(async (sql) => {
    const at = new Date("2026-11-24T12:01:30Z");
    const before = await ordersUntil(sql, at);
    assert.equal(before.count, 1);
    await sell(sql, 3); // later orders do not matter
    assert.deepEqual(await ordersUntil(sql, at), before);
    assert.equal(
      (await newestOrder(sql))?.toISOString(),
      "2026-11-24T12:03:00.000Z",
    );
  }));

Deno.test("as many orders with another payment are not the same orders", () =>
  withShop((live) =>
    withShop(async (found) => {
      const shows = new Date("2026-11-24T13:00:00Z");
      assert.equal((await sameOrders(live, found, shows)).verdict, "pass");
      await found`UPDATE orders SET payment_ref = 'X' WHERE id = 'order-1'`;
      const other = await sameOrders(live, found, shows);
      assert.equal(other.verdict, "fail");
      assert.match(other.measured, /not the same ones/);
      await found`DELETE FROM orders`;
      const none = await sameOrders(live, found, shows);
      assert.match(
        `${none.measured} of ${none.bound}`,
        /^0 orders.* of 2 orders/,
      );
    })
  ));

Deno.test("a restored database without orders is reported as that, not as a crash", () =>
  withShop((live) =>
    withEmptyDatabase(async ({ connect }) => {
      const check = await sameOrders(live, connect(), new Date());
      assert.equal(check.verdict, "fail");
      assert.match(check.measured, /no orders to compare/);
    })
  ));
