import assert from "node:assert/strict";
import fc from "fast-check";
import {
  arrivalTimes,
  formatStages,
  parseStages,
  rateAt,
  stagesMs,
  totalArrivals,
} from "./stages.ts";

const stage = fc.record({
  ms: fc.oneof(
    fc.integer({ min: 1, max: 600 }).map((s) => s * 1000),
    fc.integer({ min: 1, max: 5000 }),
  ),
  from: fc.integer({ min: 0, max: 100 }).map((rate) => rate / 2),
  to: fc.integer({ min: 0, max: 100 }).map((rate) => rate / 2),
}, { noNullPrototype: true });

const stages = fc.array(stage, { minLength: 1, maxLength: 4 })
  .filter((all) => totalArrivals(all) > 0);

Deno.test("stages that are written are read as they were", () => {
  fc.assert(fc.property(stages, (all) => {
    assert.deepEqual(parseStages(formatStages(all)), all);
  }));
});

Deno.test("the rate stays between the ends of its stage, and is 0 afterwards", () => {
  fc.assert(fc.property(stages, fc.double({ min: 0, max: 1, noNaN: true }), (
    all,
    share,
  ) => {
    let start = 0;
    for (const { ms, from, to } of all) {
      const rate = rateAt(all, start + Math.min(share * ms, ms - 0.001));
      assert.ok(rate >= Math.min(from, to) - 1e-6, String(rate));
      assert.ok(rate <= Math.max(from, to) + 1e-6, String(rate));
      start += ms;
    }
    assert.equal(rateAt(all, stagesMs(all)), 0);
  }));
});

const short = fc.array(
  fc.record({
    ms: fc.integer({ min: 1, max: 20 }).map((s) => s * 100),
    from: fc.integer({ min: 0, max: 30 }),
    to: fc.integer({ min: 0, max: 30 }),
  }),
  { minLength: 1, maxLength: 4 },
).filter((all) => totalArrivals(all) > 0);

Deno.test("even arrivals are as many as the area under the rate, in order, within the time", () => {
  fc.assert(fc.property(short, (all) => {
    const times = [...arrivalTimes(all, () => 1)];
    const total = totalArrivals(all);
    assert.ok(Math.abs(times.length - total) < 1 + 1e-6, `${times.length}`);
    assert.deepEqual(times, times.toSorted((a, b) => a - b));
    for (const ms of times) {
      assert.ok(ms >= 0 && ms < stagesMs(all) + 1e-6, String(ms));
    }
  }));
});

Deno.test("no user arrives in a stage that has a rate of 0", () => {
  fc.assert(fc.property(short, fc.integer({ min: 1, max: 9 }), (all, pause) => {
    const length = stagesMs(all);
    const still = { ms: pause * 100, from: 0, to: 0 };
    const times = [...arrivalTimes([...all, still, ...all], () => 1)];
    const within = times.filter((ms) =>
      ms > length + 1e-6 && ms < length + still.ms - 1e-6
    );
    assert.deepEqual(within, []);
  }));
});
