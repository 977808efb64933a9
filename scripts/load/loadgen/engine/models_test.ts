import assert from "node:assert/strict";
import { fakeClock } from "../../../../services/shared/mod.ts";
import { runClosed, userStarts } from "./closed_model.ts";
import { type Arrival, runOpen } from "./open_model.ts";
import { arrivalTimes } from "./stages.ts";

interface Scene {
  readonly rate?: number;
  readonly maxInFlight?: number;
  readonly visit?: (arrival: Arrival) => Promise<void>;
}

function open({ rate = 10, maxInFlight = 100, visit }: Scene = {}) {
  const clock = fakeClock();
  const latencies: number[] = [];
  const dropped: number[] = [];
  const stop = new AbortController();
  const ended = runOpen({
    times: arrivalTimes([{ ms: 1000, from: rate, to: rate }], () => 1),
    durationMs: 1000,
    maxInFlight,
    clock,
    async visit(arrival) {
      await visit?.(arrival);
      latencies.push(clock.monotonic() - arrival.dueMs);
    },
    onDropped: (index) => dropped.push(index),
    signal: stop.signal,
  });
  return { clock, latencies, dropped, stop, ended };
}

Deno.test("virtual users arrive evenly, as many as asked for", async () => {
  const { clock, latencies, ended } = open();
  await clock.advance(450);
  assert.equal(latencies.length, 5);
  await clock.advance(550);
  await ended;
  assert.equal(latencies.length, 10);
});

Deno.test("a shop that stalls does not stop the arrivals, and the stall is seen", async () => {
  const stall = Promise.withResolvers<void>();
  const { clock, latencies, ended } = open({ visit: () => stall.promise });
  await clock.advance(1000);
  assert.equal(latencies.length, 0);
  stall.resolve();
  await ended;
  assert.deepEqual(
    latencies,
    [1000, 900, 800, 700, 600, 500, 400, 300, 200, 100],
  );
});

Deno.test("too many at a time are dropped, and reported by their number", async () => {
  const stall = Promise.withResolvers<void>();
  const { clock, dropped, ended } = open({
    maxInFlight: 3,
    visit: () => stall.promise,
  });
  await clock.advance(1000);
  stall.resolve();
  await ended;
  assert.deepEqual(dropped, [3, 4, 5, 6, 7, 8, 9]);
});

Deno.test("stopping ends the arrivals and waits for those who came", async () => {
  const { clock, latencies, stop, ended } = open();
  await clock.advance(250);
  stop.abort();
  await ended;
  assert.equal(latencies.length, 3);
});

Deno.test("a visit with a bug ends the load, and is reported", async () => {
  const { clock, latencies, ended } = open({
    visit: ({ index }) =>
      index === 2 ? Promise.reject(new Error("bug")) : Promise.resolve(),
  });
  const told = assert.rejects(ended, /bug/);
  await clock.advance(1000);
  await told;
  assert.equal(latencies.length, 2);
});

function closed(users: number, answerMs: number) {
  const clock = fakeClock();
  const visits: string[] = [];
  const stop = new AbortController();
  const ended = runClosed({
    starts: userStarts(users, 2),
    durationMs: 3000,
    clock,
    async visit({ user, round }) {
      visits.push(`${clock.monotonic()} ${user}.${round}`);
      await clock.sleep(answerMs);
    },
    thinkMs: () => 400,
    signal: stop.signal,
  });
  return { clock, visits, stop, ended };
}

Deno.test("people of a closed model come one by one, and wait for each answer", async () => {
  const { clock, visits, ended } = closed(2, 600);
  await clock.advance(4000);
  await ended;
  assert.deepEqual(
    visits,
    ["0 0.0", "500 1.0", "1000 0.1", "1500 1.1", "2000 0.2", "2500 1.2"],
  );
});

Deno.test("a slow shop gets fewer visits from a closed model", async () => {
  const { clock, visits, ended } = closed(2, 2600);
  await clock.advance(6000);
  await ended;
  assert.equal(visits.length, 2);
});

Deno.test("stopping a closed model lets no user begin again", async () => {
  const { clock, visits, stop, ended } = closed(4, 600);
  await clock.advance(100);
  stop.abort();
  await clock.advance(600);
  await ended;
  assert.deepEqual(visits, ["0 0.0"]);
});
