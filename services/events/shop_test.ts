import assert from "node:assert/strict";
import { EVENTS, is503, reserved, testShop } from "./shop_fixture.ts";

Deno.test("reserve() answers what is held, for how long, at what price", async () => {
  const shop = testShop();
  assert.deepEqual(await shop.reserve(1, 2), {
    kind: "held",
    reservation: {
      reservation_id: "r1",
      event_id: 1,
      quantity: 2,
      total_cents: 200,
      expires_in_seconds: 300,
    },
  });
  assert.equal((await shop.find(1))?.available, 3);
  assert.deepEqual(
    (await shop.list()).map(({ id, available }) => [
      id,
      available,
    ]),
    [[2, 30], [1, 3]],
  );
});

Deno.test("reserve() looks at the holds first and at the orders second", async () => {
  const shop = testShop();
  await shop.find(1); // so that the price is known
  shop.calls.length = 0;
  await shop.reserve(1, 1);
  assert.deepEqual(shop.calls, ["holds.add", "orders.find"]);
});

Deno.test("reserve() refuses what is not there, tells what is, and holds nothing", async () => {
  const shop = testShop();
  await reserved(shop, 4);
  const refused = { kind: "sold_out", available: 1 };
  assert.deepEqual(await shop.reserve(1, 2), refused);
  await reserved(shop, 1);
  assert.deepEqual(await shop.reserve(1, 1), { ...refused, available: 0 });
  assert.equal(await shop.holds.count(), 2);
});

Deno.test("reserve() of an event that does not exist leaves no hold behind", async () => {
  const shop = testShop();
  assert.deepEqual(await shop.reserve(99, 1), { kind: "unknown_event" });
  assert.ok(!shop.calls.includes("holds.add"));
});

Deno.test("of 200 parallel desired for 25 seats exactly 25 are granted", async () => {
  const shop = testShop(
    EVENTS.map((event) => ({ ...event, total_tickets: 25 })),
  );
  const outcomes = await Promise.all(
    Array.from({ length: 200 }, () => shop.reserve(1, 1)),
  );
  const held = outcomes.filter(({ kind }) => kind === "held");
  assert.equal(held.length, 25);
  assert.equal(await shop.holds.count(), 25);
});

Deno.test("a hold that runs out gives its seats back, and cannot be paid", async () => {
  const shop = testShop();
  const id = await reserved(shop, 5);
  await shop.clock.advance(300_000);
  assert.equal((await shop.find(1))?.available, 5);
  assert.deepEqual(await shop.fence(id, 1000), { state: "unknown" });
  assert.deepEqual(await shop.confirm(id, "PAY-1"), { state: "unknown" });
});

Deno.test("a price that was raised meanwhile is the price that is charged", async () => {
  const events = EVENTS.map((event) => ({ ...event }));
  const shop = testShop(events);
  await reserved(shop, 1);
  Object.assign(events[0] ?? {}, { price_cents: 700 });
  const id = await reserved(shop, 2);
  const fence = await shop.fence(id, 1000);
  assert.equal(fence.state === "fenced" && fence.totalCents, 1400);
});

Deno.test("fence() moves the hold: it is in one place, and expires in none", async () => {
  const shop = testShop();
  const id = await reserved(shop, 2);
  await shop.fence(id, 60_000);
  await shop.clock.advance(0);
  assert.equal(await shop.holds.count(), 0);
  assert.equal((await shop.find(1))?.available, 3);
  await shop.clock.advance(600_000);
  assert.equal((await shop.confirm(id, "PAY-1")).state, "confirmed");
});

Deno.test("fence() that cannot remove the hold leaves it to expire: the seats are kept, not lost", async () => {
  const shop = testShop();
  const id = await reserved(shop, 2);
  shop.broken.add("holds.remove");
  await shop.fence(id, 60_000);
  assert.equal(
    (await shop.find(1))?.available,
    1,
    "counted twice, not zero times",
  );
  await shop.clock.advance(300_000);
  assert.equal((await shop.find(1))?.available, 3);
});

Deno.test("without Redis: reserve() is a 503, what was begun can be ended, the list is shown", async () => {
  const shop = testShop();
  const begun = await reserved(shop, 1);
  const held = await reserved(shop, 1);
  await shop.fence(begun, 10);
  await shop.clock.advance(10);
  shop.broken.add("holds");
  await assert.rejects(shop.reserve(1, 1), is503);
  await assert.rejects(shop.fence(held, 1000), is503, "not: unknown");
  assert.equal((await shop.fence(begun, 1000)).state, "fenced");
  assert.equal((await shop.confirm(begun, "PAY-1")).state, "confirmed");
  assert.equal((await shop.fence(begun, 1000)).state, "confirmed");
  assert.equal((await shop.list())[1]?.available, 4, "holds are not known");
});

Deno.test("a hung Redis delays a look at the shop, it does not stop it", async () => {
  const shop = testShop();
  const hung = new Promise<never>(() => {});
  shop.holds.held = () => hung;
  const list = shop.list();
  await shop.clock.advance(250);
  assert.equal((await list).length, 2);
});

Deno.test("without PostgreSQL reserve() is a 503 and its hold is given back", async () => {
  const shop = testShop();
  await shop.find(1);
  shop.broken.add("orders");
  await assert.rejects(shop.reserve(1, 5), is503);
  await shop.clock.advance(0);
  assert.equal(await shop.holds.count(), 0);
  await assert.rejects(shop.list(), is503);
});

Deno.test("confirm() without a fence makes the order of a live hold", async () => {
  const shop = testShop();
  const id = await reserved(shop, 3);
  const confirmed = await shop.confirm(id, "PAY-1");
  assert.equal(confirmed.state === "confirmed" && confirmed.created, true);
  await shop.clock.advance(0);
  assert.equal(await shop.holds.count(), 0);
  assert.equal((await shop.find(1))?.available, 2);
});

Deno.test("release() gives back a hold, and a payment that no gateway is making", async () => {
  const shop = testShop();
  const held = await reserved(shop, 1);
  assert.equal(await shop.release(held), "released");
  assert.equal(await shop.release(held), "unknown");
  const begun = await reserved(shop, 1);
  await shop.fence(begun, 1000);
  assert.equal(await shop.release(begun), "under_way");
  await shop.unfence(begun, { attempt: 1, inDoubt: false });
  assert.equal(await shop.release(begun), "released");
  assert.equal((await shop.find(1))?.available, 5);
});
