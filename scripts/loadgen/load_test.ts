import assert from "node:assert/strict";
import { fakeClock } from "../../services/shared/clock_fake.ts";
import { runLoad } from "./load.ts";
import { type Operation, operationOf } from "./mix.ts";
import { figuresOf, type Visit } from "./tally.ts";
import type { Result } from "./visitor.ts";

interface Scene {
  readonly rps?: number;
  readonly durationMs?: number;
  readonly maxInFlight?: number;
  readonly visit?: (operation: Operation) => Promise<Result>;
}

function load(scene: Scene = {}) {
  const clock = fakeClock();
  const visits: Visit[] = [];
  const stop = new AbortController();
  const ended = runLoad({
    rps: 10,
    durationMs: 1000,
    maxInFlight: 100,
    visit: () => Promise.resolve("ok"),
    ...scene,
    clock,
    random: () => 0,
    onVisit: (visit) => visits.push(visit),
    signal: stop.signal,
  });
  return { clock, visits, stop, ended };
}

Deno.test("visitors arrive evenly, as many as asked for", async () => {
  const { clock, visits, ended } = load();
  await clock.advance(450);
  assert.equal(visits.length, 5);
  await clock.advance(550);
  assert.equal(await ended, 0);
  assert.equal(visits.length, 10);
});

Deno.test("a shop that stalls does not stop the arrivals, and the stall is seen", async () => {
  const stall = Promise.withResolvers<void>();
  const { clock, visits, ended } = load({
    visit: async () => {
      await stall.promise;
      return "ok";
    },
  });
  await clock.advance(1000);
  assert.equal(visits.length, 0);
  stall.resolve();
  await ended;
  const waits = visits.map(({ ms }) => ms);
  assert.deepEqual(waits, [1000, 900, 800, 700, 600, 500, 400, 300, 200, 100]);
});

Deno.test("too many at a time are dropped, and counted", async () => {
  const stall = Promise.withResolvers<Result>();
  const { clock, ended } = load({
    maxInFlight: 3,
    visit: () => stall.promise,
  });
  await clock.advance(1000);
  stall.resolve("ok");
  assert.equal(await ended, 7);
});

Deno.test("stopping ends the arrivals and waits for those who came", async () => {
  const { clock, visits, stop, ended } = load();
  await clock.advance(250);
  stop.abort();
  assert.equal(await ended, 0);
  assert.equal(visits.length, 3);
});

Deno.test("operationOf() keeps the mix 70 / 20 / 10", () => {
  const counts = { list: 0, reserve: 0, purchase: 0 };
  for (let i = 0; i < 1000; i++) counts[operationOf((i + 0.5) / 1000)]++;
  assert.deepEqual(counts, { list: 700, reserve: 200, purchase: 100 });
});

Deno.test("figuresOf() adds up by operation and result; sold out is no failure", () => {
  const figures = figuresOf([
    { operation: "list", result: "ok", ms: 1 },
    { operation: "reserve", result: "sold_out", ms: 2 },
    { operation: "purchase", result: "ok", ms: 3 },
    { operation: "purchase", result: "server_error", ms: 4 },
    { operation: "purchase", result: "no_answer", ms: 10_000 },
  ]);
  assert.equal(figures.failures, 2);
  assert.equal(figures.purchases, 1);
  assert.equal(figures.byOperation.reserve.sold_out, 1);
  assert.deepEqual(figures.latency, { p50: 2, p95: 4, p99: 4 });
  assert.equal(figuresOf([]).latency, undefined);
});
