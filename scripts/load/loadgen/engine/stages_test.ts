import assert from "node:assert/strict";
import { drawsOf } from "./random.ts";
import {
  arrivalTimes,
  formatStages,
  parseStages,
  rateAt,
  stagesMs,
  totalArrivals,
} from "./stages.ts";

function stages(text: string) {
  const read = parseStages(text);
  assert.ok(read, text);
  return read;
}

Deno.test("parseStages() reads steps, ramps and ramps that go on", () => {
  const read = stages("10s:50,30s:200, 1m:..300,500ms:10..0.5");
  assert.deepEqual(read, [
    { ms: 10_000, from: 50, to: 50 },
    { ms: 30_000, from: 200, to: 200 },
    { ms: 60_000, from: 200, to: 300 },
    { ms: 500, from: 10, to: 0.5 },
  ]);
  assert.equal(formatStages(read), "10s:50,30s:200,1m:200..300,500ms:10..0.5");
  assert.equal(stagesMs(read), 100_500);
});

Deno.test("parseStages() refuses what it cannot mean", () => {
  for (
    const text of [
      "",
      "10s",
      "10:5",
      "10s:",
      "10s:-1",
      "10s:1..",
      "10s:0",
      "0s:5",
      "10s:5,",
      "10s:10001",
      "10s:5..20000",
    ]
  ) assert.equal(parseStages(text), undefined, text);
});

Deno.test("even arrivals stand at equal distances, across stages too", () => {
  const times = [...arrivalTimes(stages("1s:2,1s:4"), () => 1)];
  assert.deepEqual(times, [0, 500, 1000, 1250, 1500, 1750]);
});

Deno.test("a third of an arrival left over by one stage counts in the next", () => {
  const times = [...arrivalTimes(stages("500ms:3,1s:3"), () => 1)];
  assert.deepEqual(times.map(Math.round), [0, 333, 667, 1000, 1333]);
});

Deno.test("a ramp has as many arrivals as the area under it, ever closer", () => {
  const ramp = stages("10s:0..100");
  const times = [...arrivalTimes(ramp, () => 1)];
  assert.equal(times.length, 500);
  assert.equal(totalArrivals(ramp), 500);
  // Half of the time is a quarter of the area.
  assert.equal(times.filter((ms) => ms < 5000).length, 125);
  assert.equal(rateAt(ramp, 5000), 50);
  assert.equal(rateAt(ramp, 10_000), 0);
  const down = [...arrivalTimes(stages("10s:100..0"), () => 1)];
  assert.equal(down.length, 500);
  assert.equal(down.filter((ms) => ms < 5000).length, 375);
});

Deno.test("Poisson arrivals have the rate asked for and exponential gaps", () => {
  const random = drawsOf(7);
  const gap = (): number => -Math.log(1 - random());
  const times = [...arrivalTimes(stages("100s:100"), gap)];
  assert.ok(Math.abs(times.length - 10_000) < 300, String(times.length));
  const gaps = times.slice(1).map((ms, i) => ms - (times[i] ?? 0));
  // Of exponential gaps 1/e are longer than the mean; of even ones, none.
  const long = gaps.filter((ms) => ms > 10).length / gaps.length;
  assert.ok(Math.abs(long - 1 / Math.E) < 0.02, String(long));
});
