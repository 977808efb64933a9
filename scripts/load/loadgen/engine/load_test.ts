import assert from "node:assert/strict";
import { fakeClock } from "../../../../services/shared/mod.ts";
import { operationOf, runLoad, type Visit } from "./load.ts";
import {
  type Operation,
  visit,
  type VisitResult,
} from "../scenario/virtual_user.ts";

Deno.test("runLoad() plays the mix at the rate asked for, and tells what it dropped", async () => {
  const clock = fakeClock();
  const visits: Visit[] = [];
  const stall = Promise.withResolvers<void>();
  const ended = runLoad({
    rps: 10,
    durationMs: 1000,
    maxInFlight: 8,
    clock,
    random: () => 0.85,
    async visit() {
      await stall.promise;
      return "ok";
    },
    onVisit: (one) => visits.push(one),
    signal: new AbortController().signal,
  });
  await clock.advance(1000);
  stall.resolve();
  assert.equal(await ended, 2);
  assert.deepEqual(visits.map(({ ms }) => ms), [
    1000,
    900,
    800,
    700,
    600,
    500,
    400,
    300,
  ]);
  assert.ok(visits.every(({ operation }) => operation === "reserve"));
});

Deno.test("operationOf() keeps the mix 70 / 20 / 10", () => {
  const counts = { list: 0, reserve: 0, purchase: 0 };
  for (let i = 0; i < 1000; i++) counts[operationOf((i + 0.5) / 1000)]++;
  assert.deepEqual(counts, { list: 700, reserve: 200, purchase: 100 });
});

Deno.test("visit() says in one word how a visit ended", async () => {
  const ending = (
    operation: Operation,
    fetch: typeof globalThis.fetch,
  ): Promise<VisitResult> =>
    visit(operation, { url: "http://x", eventId: 6, fetch, timeoutMs: 1000 });
  const answering = (status: number) => () =>
    Promise.resolve(new Response("{}", { status }));
  assert.equal(await ending("list", answering(200)), "ok");
  assert.equal(await ending("reserve", answering(409)), "sold_out");
  assert.equal(await ending("purchase", answering(404)), "client_error");
  assert.equal(await ending("list", answering(503)), "server_error");
  const refused = () => Promise.reject(new TypeError("Connection refused"));
  assert.equal(await ending("list", refused), "no_answer");
  // A reservation without an id cannot be paid.
  assert.equal(await ending("purchase", answering(200)), "no_answer");
});
