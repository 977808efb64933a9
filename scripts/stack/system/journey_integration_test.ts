// Runs with -P=test-system
/**
 * The shop as customers and operators meet it, on the real stack.
 */

import assert from "node:assert/strict";
import postgres from "postgres";
import { LOAD_EVENT_ID } from "../../adapters/shop/load_event.ts";
import { logFile, type Stack, startStack } from "../local/mod.ts";
import { call, Customer } from "../../adapters/shop/customer.ts";
import { readBooks } from "../../adapters/shop/books.ts";
import { until } from "../../lib/wait/wait.ts";

const SMALL_EVENT = 4; // 25 seats
let stack: Stack;
let customer: Customer;
/** How each process ended, by its name; the last end counts. */
const ends = new Map<string, string>();

Deno.test.beforeAll(async () => {
  stack = await startStack({ onEnd: ({ name, how }) => ends.set(name, how) });
  customer = new Customer(stack.urls.gateway ?? "");
});
Deno.test.afterAll(() => stack.close());

function times<T>(count: number, one: () => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, one));
}

Deno.test("a ticket is sold, once, and the list shows it", async () => {
  const id = await customer.reserved(1, 3);
  assert.equal((await customer.find(1)).body.available, 97);
  const pay = await customer.pay(id);
  assert.deepEqual([pay.status, pay.body], [200, {
    order_id: id,
    event_id: 1,
    quantity: 3,
    total_cents: 15_000,
    status: "confirmed",
  }]);
  assert.deepEqual((await customer.pay(id)).body, pay.body);
  assert.equal((await customer.find(1)).body.available, 97);
  assert.equal((await customer.pay(crypto.randomUUID())).status, 404);
});

Deno.test("200 parallel reserves on 25 seats: 25 are granted, 175 get the answer that no seat is left", async () => {
  const answers = await times(200, () => customer.reserve(SMALL_EVENT));
  const statuses = answers.map(({ status }) => status);
  assert.equal(statuses.filter((status) => status === 200).length, 25);
  assert.equal(statuses.filter((status) => status === 409).length, 175);
  assert.equal((await customer.find(SMALL_EVENT)).body.available, 0);
});

Deno.test("50 parallel pays of one reservation: one charge, one order, the same answer to all", async () => {
  const id = await customer.reserved(LOAD_EVENT_ID);
  const answers = await times(50, () => customer.pay(id));
  for (const { status, body } of answers) {
    assert.deepEqual([status, body.order_id], [200, id]);
  }
  const books = await readBooks(stack, new Set([id]));
  assert.equal(books.chargedTwice, 0);
  assert.equal(books.lost, 0);
});

Deno.test("an event that is inserted by SQL is on sale, at once", async () => {
  const sql = postgres(stack.databaseUrl, { max: 1, onnotice: () => {} });
  try {
    const [row] = await sql<[{ id: number }]>`
      INSERT INTO events (name, venue, event_date, total_tickets, price_cents)
      VALUES ('Late Show', 'Cellar', '2027-01-01', 2, 900) RETURNING id`;
    assert.equal((await customer.find(row.id)).body.available, 2);
    const id = await customer.reserved(row.id, 2);
    assert.equal((await customer.reserve(row.id)).status, 409);
    await sql`UPDATE events SET total_tickets = 3 WHERE id = ${row.id}`;
    assert.equal((await customer.reserve(row.id)).status, 200);
    assert.equal((await customer.pay(id)).status, 200);
    await sql`TRUNCATE orders`;
    assert.equal((await customer.find(row.id)).body.available, 2);
  } finally {
    await sql.end();
  }
});

Deno.test("a pay in flight at SIGTERM ends in 200, and the process ends in 0", async () => {
  await stack.restart("payments", { PAYMENT_LATENCY_MS: "700" });
  for (const service of ["gateway", "events", "payments"]) {
    const id = await customer.reserved(LOAD_EVENT_ID);
    const paying = customer.pay(id);
    await until("the pay is under way", async () => {
      const answer = await call(
        "POST",
        `${stack.urls.events}/reservations/${id}/fence`,
        { lease_ms: 1 },
      );
      return answer.body.state === "busy";
    });
    await Promise.all([
      // Its events and payments are needed to the end; itself is what stops.
      service === "events"
        ? paying.then(() => stack.stop(service))
        : stack.stop(service),
      paying,
    ]);
    assert.equal((await paying).status, 200, service);
    assert.equal(ends.get(service), "code 0", service);
    await stack.start(service);
  }
  await stack.restart("payments", { PAYMENT_LATENCY_MS: "0" });
});

Deno.test("every log line is a JSON object, and one request is followed through all services", async () => {
  const requestId = `journey-${crypto.randomUUID()}`;
  const id = await customer.reserved(LOAD_EVENT_ID);
  const pay = await call(
    "POST",
    `${customer.url}/reserve/${id}/pay`,
    undefined,
    { "X-Request-Id": requestId },
  );
  assert.equal(pay.headers.get("x-request-id"), requestId);
  for (const service of ["gateway", "events", "payments"]) {
    await until(
      `${service} has logged it`,
      async () =>
        (await Deno.readTextFile(logFile(stack.paths, service)))
          .includes(requestId),
    );
    const text = await Deno.readTextFile(logFile(stack.paths, service));
    const lines = text.trimEnd().split("\n");
    for (const line of lines) {
      const entry = JSON.parse(line);
      assert.match(entry.time, /^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{3}Z$/);
      assert.equal(entry.service, service);
      for (const key of ["level", "msg"]) {
        assert.equal(typeof entry[key], "string");
      }
    }
  }
});
