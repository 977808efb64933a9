import assert from "node:assert/strict";
import { Problem } from "../shared/problem.ts";
import { ID, Killed, LEASE_MS, settled, shop } from "./pay_fixture.ts";
import { CircuitOpenError } from "./resilience/mod.ts";
import { HOLD_MS } from "./seats_fixture.ts";
import type { Failure } from "./upstream.ts";

const BROKEN: Failure = { kind: "broken", reason: "connection reset" };

function refused(status: number, retryAfter?: string): Failure {
  const body = { detail: "Payment processing failed" };
  return { kind: "refused", status, retryAfter, body };
}

function problem(status: number, detail: RegExp): (error: unknown) => boolean {
  return (error) => {
    assert.ok(error instanceof Problem, String(error));
    assert.equal(error.status, status);
    assert.match(error.message, detail);
    return true;
  };
}

Deno.test("pay() charges the real amount once, confirms, and tells notifications", async () => {
  const scene = shop();
  const order = await scene.pay();
  assert.deepEqual(order, {
    order_id: ID,
    event_id: 1,
    quantity: 2,
    total_cents: 1000,
    status: "confirmed",
  });
  assert.deepEqual([...scene.charges], [[ID, 1000]]);
  assert.deepEqual([scene.told, scene.unfenced], [[ID], []]);
});

Deno.test("paying again gives the same order, without a charge or a message", async () => {
  const scene = shop();
  const first = await scene.pay();
  assert.deepEqual(await scene.pay(), first);
  assert.equal(scene.chargeCalls(), 1);
  assert.deepEqual(scene.told, [ID]);
});

Deno.test("50 parallel pays in one process are one fence, one charge, one order", async () => {
  const scene = shop();
  const pay = scene.gateway();
  const pays = Array.from({ length: 50 }, () => pay(ID, {}));
  const orders = await settled(scene.clock, Promise.all(pays));
  assert.deepEqual(new Set(orders), new Set([scene.seats.orders.get(ID)]));
  assert.equal(scene.chargeCalls(), 1);
  // No payment waited for another gateway's fence.
  assert.ok(scene.clock.slept.every((ms) => ms === 1));
});

Deno.test("50 parallel pays in ten processes are one charge and one order", async () => {
  const scene = shop();
  const gateways = Array.from({ length: 10 }, scene.gateway);
  const pays = Array.from(
    { length: 5 },
    () => gateways.map((pay) => pay(ID, {})),
  );
  const orders = await settled(scene.clock, Promise.all(pays.flat()));
  assert.deepEqual(new Set(orders), new Set([scene.seats.orders.get(ID)]));
  assert.equal(scene.chargeCalls(), 1);
  assert.deepEqual(scene.told, [ID]);
});

Deno.test("a pay that has failed is not remembered: the next one starts over", async () => {
  const scene = shop();
  const pay = scene.gateway();
  scene.script("charge", { when: "before", failure: refused(500) });
  const [one, other] = [pay(ID, {}), pay(ID, {})];
  await assert.rejects(settled(scene.clock, one), problem(500, /^Payment/));
  await assert.rejects(other, problem(500, /^Payment failed$/));
  await settled(scene.clock, pay(ID, {}));
  assert.equal(scene.seats.orders.size, 1);
});

Deno.test("an unknown reservation is a 404, and nothing is charged", async () => {
  const scene = shop();
  await assert.rejects(
    settled(scene.clock, scene.gateway()("gone", {})),
    problem(404, /^There is no such reservation$/),
  );
  assert.equal(scene.chargeCalls(), 0);
});

Deno.test("an expired reservation is a 404, and nothing is charged", async () => {
  const scene = shop();
  await scene.clock.advance(HOLD_MS);
  await assert.rejects(scene.pay(), problem(404, /^There is no such/));
  assert.equal(scene.chargeCalls(), 0);
});

Deno.test("a hold does not expire once its payment has begun", async () => {
  const scene = shop();
  await scene.clock.advance(HOLD_MS - 1500);
  scene.script("charge", { when: "later", failure: BROKEN });
  await assert.rejects(scene.pay(), problem(502, /broke off/));
  await scene.clock.advance(HOLD_MS);
  await scene.pay();
  assert.deepEqual([scene.charges.size, scene.seats.orders.size], [1, 1]);
});

Deno.test("a failed charge leaves the rest of the hold's time, and no more", async () => {
  const scene = shop();
  scene.script("charge", { when: "before", failure: refused(500) });
  await assert.rejects(scene.pay(), problem(500, /^Payment failed$/));
  await scene.clock.advance(HOLD_MS);
  await assert.rejects(scene.pay(), problem(404, /^There is no such/));
  assert.deepEqual([scene.charges.size, scene.seats.isKept(ID)], [0, false]);
});

Deno.test("paying waits for the order of a reservation that another gateway pays", async () => {
  const scene = shop();
  const first = scene.gateway()(ID, {});
  await scene.clock.advance(2); // the fence is taken, the charge is on its way
  assert.deepEqual(await scene.pay(), await first);
  assert.equal(scene.chargeCalls(), 1);
  assert.ok(scene.clock.slept.includes(50), "it looks every 50 ms");
});

Deno.test("a reservation that stays busy is a 503 with Retry-After at the deadline", async () => {
  const scene = shop();
  scene.script("charge", { when: "after", failure: "dies" });
  await assert.rejects(scene.pay(), Killed);
  const before = scene.clock.now();
  await assert.rejects(scene.pay(), (error) => {
    assert.ok(error instanceof Problem);
    assert.deepEqual([error.status, error.headers], [503, {
      "Retry-After": "1",
    }]);
    return true;
  });
  const waited = scene.clock.now() - before;
  assert.ok(waited >= 5000 && waited < 5200, `${waited} ms`);
  assert.equal(scene.chargeCalls(), 1);
  assert.deepEqual(scene.unfenced, [], "the fence was not ours to give back");
  await scene.clock.advance(LEASE_MS);
  await scene.pay();
  assert.deepEqual([scene.charges.size, scene.seats.orders.size], [1, 1]);
});

Deno.test("an open circuit is a 503 with Retry-After, and gives the fence back", async () => {
  const open = () => Promise.reject(new CircuitOpenError("payments", 4500));
  const scene = shop({ guard: open });
  await assert.rejects(scene.pay(), (error) => {
    assert.ok(error instanceof Problem);
    assert.deepEqual([error.status, error.headers], [503, {
      "Retry-After": "5",
    }]);
    return true;
  });
  assert.equal(scene.chargeCalls(), 0);
  assert.deepEqual(scene.unfenced, [{ attempt: 1, charged: "no" }]);
});

Deno.test("a confirm that is not possible says that the payment is kept", async () => {
  const scene = shop();
  scene.script(
    "confirm",
    { when: "before", failure: refused(503, "7") },
    { when: "before", failure: BROKEN },
  );
  const kept = /payment is kept.*pay again to complete it/;
  await assert.rejects(scene.pay(), (error) => {
    assert.ok(error instanceof Problem);
    assert.equal(error.headers["Retry-After"], "7");
    return problem(503, kept)(error);
  });
  await assert.rejects(scene.pay(), problem(502, kept));
  assert.deepEqual(scene.unfenced, [
    { attempt: 1, charged: "unknown" },
    { attempt: 2, charged: "unknown" },
  ]);
  assert.deepEqual(scene.told, []);
  await scene.clock.advance(HOLD_MS); // kept means kept
  await scene.pay();
  assert.deepEqual([scene.charges.size, scene.told], [1, [ID]]);
});

Deno.test("a fence that cannot be given back does not hide why the pay failed", async () => {
  const scene = shop();
  scene.script("charge", { when: "before", failure: refused(500) });
  scene.script("unfence", { when: "before", failure: BROKEN });
  await assert.rejects(scene.pay(), problem(500, /^Payment failed$/));
});
