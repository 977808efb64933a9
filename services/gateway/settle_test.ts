import assert from "node:assert/strict";
import type { Order } from "../shared/api_schemas.ts";
import { fakeClock } from "../shared/clock_fake.ts";
import { Problem } from "../shared/problem.ts";
import { settle, startSettling } from "./settle.ts";

const ORDER: Order = {
  order_id: "r",
  event_id: 1,
  quantity: 1,
  total_cents: 1,
  status: "confirmed",
};

const running = new AbortController().signal;

function options(ids: readonly string[], pay: (id: string) => Promise<Order>) {
  let made = 0;
  return {
    unsettled: () => Promise.resolve(ids),
    pay,
    clock: fakeClock(),
    random: () => 0.5,
    newId: () => `id-${made++}`,
  };
}

Deno.test("settle() pays every abandoned payment; one that fails stops no other", async () => {
  const paid: string[] = [];
  const ids = Array.from({ length: 20 }, (_, i) => `r${i}`);
  const settled = await settle(
    options(ids, (id) => {
      if (id === "r3") return Promise.reject(new Problem(502, "down"));
      paid.push(id);
      return Promise.resolve(ORDER);
    }),
    running,
  );
  assert.equal(settled, 19);
  assert.deepEqual(paid, ids.filter((id) => id !== "r3"));
});

Deno.test("settle() works at eight at a time, and begins none once it is stopped", async () => {
  const stopping = new AbortController();
  const gates: PromiseWithResolvers<Order>[] = [];
  const ids = Array.from({ length: 20 }, (_, i) => `r${i}`);
  const working = settle(
    options(ids, () => {
      const gate = Promise.withResolvers<Order>();
      gates.push(gate);
      return gate.promise;
    }),
    stopping.signal,
  );
  await fakeClock().advance(1);
  assert.equal(gates.length, 8);
  stopping.abort();
  for (const gate of gates) gate.resolve(ORDER);
  assert.equal(await working, 8);
});

Deno.test("events being away is no error: the next round asks again", async () => {
  const away = () => Promise.reject(new Problem(502, "down"));
  const settled = await settle(
    { ...options([], () => Promise.resolve(ORDER)), unsettled: away },
    running,
  );
  assert.equal(settled, 0);
});

Deno.test("the loop asks every 15 s, spread over the gateways, until it is stopped", async () => {
  const scene = options(["r1"], () => Promise.resolve(ORDER));
  let asked = 0;
  const loop = startSettling({
    ...scene,
    unsettled: () => (asked++, Promise.resolve(["r1"])),
  });
  await scene.clock.advance(7500);
  assert.equal(asked, 1);
  await scene.clock.advance(30_000);
  assert.equal(asked, 3);
  await loop.stop();
  await scene.clock.advance(60_000);
  assert.equal(asked, 3);
});
