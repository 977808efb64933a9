import assert from "node:assert/strict";
import { type FakeClock, fakeClock } from "../../../services/shared/mod.ts";
import { type LoadControl, loadControl } from "./load_control.ts";

function demo(status = 200): { load: LoadControl; clock: FakeClock } {
  const clock = fakeClock();
  const load = loadControl({
    url: () => "http://shop",
    clock,
    random: () => 0, // every visitor lists events
    fetch: () => Promise.resolve(new Response("[]", { status })),
  });
  return { load, clock };
}

Deno.test("a load that was never started has done nothing", async () => {
  const { load } = demo();
  assert.equal(load.view().isRunning, false);
  await load.stop();
});

Deno.test("visitors come at the rate that was asked for, until the end", async () => {
  const { load, clock } = demo();
  load.start({ rps: 10, seconds: 5 });
  await clock.advance(2050);
  const { isRunning, visits, secondsLeft } = load.view();
  assert.deepEqual([isRunning, visits, secondsLeft], [true, 21, 3]);
  await clock.advance(3000);
  assert.equal(load.view().isRunning, false);
  assert.equal(load.view().visits, 50);
});

Deno.test("stop() is the end of arrivals", async () => {
  const { load, clock } = demo();
  load.start({ rps: 10, seconds: 60 });
  await clock.advance(1000);
  await load.stop();
  const { visits, isRunning } = load.view();
  await clock.advance(5000);
  assert.deepEqual([load.view().visits, isRunning], [visits, false]);
});

Deno.test("a second start takes the place of the first", async () => {
  const { load, clock } = demo();
  load.start({ rps: 100, seconds: 60 });
  await clock.advance(1000);
  load.start({ rps: 1, seconds: 60 });
  await clock.advance(1500);
  assert.deepEqual([load.view().rps, load.view().visits], [1, 2]);
  await load.stop();
});

Deno.test("what the shop fails is counted", async () => {
  const { load, clock } = demo(503);
  load.start({ rps: 10, seconds: 1 });
  await clock.advance(1000);
  assert.equal(load.view().failures, load.view().visits);
  assert.equal(load.view().failures, 10);
});
