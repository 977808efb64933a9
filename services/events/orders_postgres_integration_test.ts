// Runs with -P=test-stores
import assert from "node:assert/strict";
import { CONTRACT_EVENTS, ordersContract } from "./orders_contract.ts";
import { postgresOrders } from "./orders_postgres.ts";
import { type TestDatabase, testDatabase } from "./postgres_fixture.ts";
import { until } from "./until_fixture.ts";

async function shopDatabase(): Promise<TestDatabase> {
  const test = await testDatabase();
  for (const event of CONTRACT_EVENTS) {
    await test.sql`
      INSERT INTO events (id, name, venue, event_date, total_tickets, price_cents)
      VALUES (${event.id}, ${event.name}, ${event.venue}, ${event.date},
              ${event.total_tickets}, ${event.price_cents})`;
  }
  return test;
}

async function clockOf({ sql }: TestDatabase): Promise<number> {
  const [row] = await sql<[{ now: Date }]>`SELECT clock_timestamp() AS now`;
  return row.now.getTime();
}

ordersContract("postgresOrders()", async () => {
  const test = await shopDatabase();
  return {
    orders: postgresOrders(test.database),
    now: () => clockOf(test),
    async passed(ms) {
      const end = await clockOf(test) + ms;
      await until(
        `${ms} ms have passed`,
        async () => await clockOf(test) > end,
      );
    },
    close: test.close,
  };
});

async function counters(
  { sql }: TestDatabase,
): Promise<readonly { readonly sold: number; readonly pending: number }[]> {
  return await sql`SELECT sold, pending FROM events ORDER BY id`;
}

Deno.test("the counters follow whatever is done to orders by hand", async () => {
  const test = await shopDatabase();
  const { sql } = test;
  try {
    await sql`INSERT INTO orders VALUES
      ('a', 1, 2, 200, 'PAY-1', 'confirmed'),
      ('b', 2, 3, 300, 'PAY-2', 'confirmed'),
      ('c', 2, 9, 900, 'PAY-3', 'cancelled')`;
    assert.deepEqual(
      (await counters(test)).map(({ sold }) => sold),
      [2, 3, 0],
    );
    await sql`UPDATE orders SET status = 'cancelled' WHERE id = 'b'`;
    await sql`UPDATE orders SET quantity = 5 WHERE id = 'a'`;
    assert.deepEqual(
      (await counters(test)).map(({ sold }) => sold),
      [5, 0, 0],
    );
    await sql`DELETE FROM orders WHERE id = 'a'`;
    assert.equal((await counters(test))[0]?.sold, 0);
    await sql`INSERT INTO orders VALUES ('d', 3, 7, 700, 'PAY-4')`;
    await sql`TRUNCATE orders`;
    assert.equal((await counters(test))[2]?.sold, 0);
    await sql`UPDATE events SET total_tickets = 50 WHERE id = 1`;
    assert.equal((await postgresOrders(test.database).find(1))?.room, 50);
  } finally {
    await test.close();
  }
});

Deno.test("a restore of the rows alone, counters included, counts nothing twice", async () => {
  const test = await shopDatabase();
  const { sql } = test;
  try {
    await sql`INSERT INTO orders VALUES ('a', 1, 2, 200, 'PAY-1')`;
    await sql`CREATE TABLE kept_events AS TABLE events`;
    await sql`CREATE TABLE kept_orders AS TABLE orders`;
    await sql`TRUNCATE events, orders, pending_payments`;
    await sql`INSERT INTO events SELECT * FROM kept_events`;
    await sql`INSERT INTO orders SELECT * FROM kept_orders`;
    assert.equal((await counters(test))[0]?.sold, 2);
  } finally {
    await test.close();
  }
});

Deno.test("the last guard: no statement can sell a seat that does not exist, not even one typed by hand", async () => {
  const test = await shopDatabase();
  try {
    await assert.rejects(
      test.sql`INSERT INTO orders VALUES ('a', 1, 6, 600, 'PAY-1')`,
      /events_never_oversold/,
    );
    await test.sql`INSERT INTO orders VALUES ('b', 1, 5, 500, 'PAY-1')`;
    await assert.rejects(
      test.sql`UPDATE events SET total_tickets = 4 WHERE id = 1`,
      /events_never_oversold/,
    );
  } finally {
    await test.close();
  }
});
