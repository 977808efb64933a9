import assert from "node:assert/strict";
import { Problem, unavailable } from "../shared/problem.ts";
import {
  ID,
  Killed,
  LEASE_MS,
  settled,
  type World,
  world,
} from "./pay_fixture.ts";
import type { Failure } from "./upstream.ts";

/** One order and one charge, whatever happened before. */
function assertPaidOnce({ charges, orders }: World): void {
  assert.equal(charges.get(ID)?.size, 1);
  assert.deepEqual([...orders.keys()], [ID]);
}

Deno.test("pay() charges the real amount once, confirms, and tells notifications", async () => {
  const scene = world();
  const order = await scene.payIt();
  assert.equal(order.total_cents, 1000);
  assert.deepEqual([...scene.charges.get(ID) ?? []], ["PAY-of-r1-1000"]);
  assertPaidOnce(scene);
  assert.deepEqual(scene.told, [ID]);
});

Deno.test("paying again gives the same order, without a charge or a message", async () => {
  const scene = world();
  const first = await scene.payIt();
  assert.deepEqual(await scene.payIt(), first);
  assertPaidOnce(scene);
  assert.deepEqual(scene.told, [ID]);
});

Deno.test("50 parallel pays, in one process and in others, are one charge and one order", async () => {
  const scene = world();
  const gateways = [scene.pay, scene.otherGateway(), scene.otherGateway()];
  const pays = Array.from(
    { length: 50 },
    (_, i) => (gateways[i % 3] ?? scene.pay)(ID, {}),
  );
  const orders = await settled(scene.clock, Promise.all(pays));
  assert.equal(new Set(orders.map(({ order_id }) => order_id)).size, 1);
  assertPaidOnce(scene);
});

Deno.test("an unknown or expired reservation is a 404, and nothing is charged", async () => {
  const scene = world();
  await assert.rejects(
    settled(scene.clock, scene.pay("gone", {})),
    (error) => error instanceof Problem && error.status === 404,
  );
  assert.equal(scene.charges.size, 0);
});

/** What a client sees when a process it was talking to died. */
const BROKEN: Failure = { kind: "broken", reason: "connection reset" };

for (
  const [where, call, when] of [
    ["before the fence", "fence", "before"],
    ["fenced, before the charge", "fence", "after"],
    ["in the charge, before it was made", "charge", "before"],
    ["in the charge, after it was made", "charge", "after"],
    ["in the confirm, before it was made", "confirm", "before"],
    ["in the confirm, after it was made", "confirm", "after"],
  ] as const
) {
  Deno.test(`a gateway that dies ${where}: another one ends it in one order and one charge`, async () => {
    const scene = world();
    scene.failNext(call, when, "dies");
    // Dead is dead: neither does it give its fence back.
    scene.failNext("unfence", "before", "dies");
    await assert.rejects(scene.payIt());
    await scene.clock.advance(LEASE_MS);
    await settled(scene.clock, scene.otherGateway()(ID, {}));
    assertPaidOnce(scene);
  });

  Deno.test(`a service that breaks off ${where}: paying again ends it in one order and one charge`, async () => {
    const scene = world();
    scene.failNext(call, when, BROKEN);
    await assert.rejects(scene.payIt(), Problem);
    await scene.clock.advance(LEASE_MS); // of a fence whose answer got lost
    await scene.payIt();
    assertPaidOnce(scene);
  });
}

for (
  const [failure, charged] of [
    [{ kind: "unreachable", reason: "refused" }, "no"],
    [refused(500), "no"],
    [refused(422), "no"],
    [refused(502), "unknown"],
    [refused(504), "unknown"],
    [BROKEN, "unknown"],
    [{ kind: "timeout", reason: "slow" }, "unknown"],
    [{ kind: "malformed", reason: "not JSON" }, "unknown"],
  ] as const satisfies readonly (readonly [Failure, string])[]
) {
  const name = failure.kind === "refused" ? failure.status : failure.kind;
  Deno.test(`a charge that ends in ${name} gives the fence back: charged ${charged}`, async () => {
    const scene = world();
    scene.failNext("charge", charged === "no" ? "before" : "after", failure);
    await assert.rejects(scene.payIt(), Problem);
    assert.deepEqual(scene.unfenced, [{ attempt: 1, charged }]);
    await scene.payIt();
    assertPaidOnce(scene);
  });
}

function refused(status: number): Failure {
  const body = { detail: "Payment processing failed" };
  return { kind: "refused", status, retryAfter: undefined, body };
}

Deno.test("a confirm that is not possible says that the payment is kept", async () => {
  const scene = world();
  const later = unavailable("The database is away", { retryAfterSeconds: 7 });
  scene.failNext("confirm", "before", later);
  await assert.rejects(
    scene.payIt(),
    (error) =>
      error instanceof Problem && error.status === 503 &&
      error.headers["Retry-After"] === "7" &&
      /kept.*pay again/.test(error.message),
  );
  scene.failNext("confirm", "before", BROKEN);
  await assert.rejects(
    scene.payIt(),
    (error) => error instanceof Problem && error.status === 502,
  );
  await scene.payIt();
  assertPaidOnce(scene);
});

Deno.test("a reservation that somebody else pays is waited for, up to the deadline", async () => {
  const scene = world();
  scene.failNext("charge", "after", "dies");
  scene.failNext("unfence", "before", "dies");
  await assert.rejects(scene.payIt());
  const before = scene.clock.now();
  await assert.rejects(
    settled(scene.clock, scene.otherGateway()(ID, {})),
    (error) =>
      error instanceof Problem && error.status === 503 &&
      error.headers["Retry-After"] !== undefined,
  );
  const waited = scene.clock.now() - before;
  assert.ok(waited >= 5000 && waited < 5200, `${waited} ms`);
});

Deno.test("an error that is no answer of an upstream passes on as it is", async () => {
  const scene = world();
  scene.failNext("fence", "before", "dies");
  await assert.rejects(scene.payIt(), Killed);
});
