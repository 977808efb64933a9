import assert from "node:assert/strict";
import fc from "fast-check";
import { countOf, RESULTS } from "./result.ts";
import { summarize } from "./summarize.ts";
import { intervalMsOf, merged, openBook } from "./totals.ts";
import { RAN, sliceOf } from "./unevaluated_fixture.ts";

const LENGTHS: readonly (readonly [seconds: number, interval: number])[] = [
  [1, 1],
  [60, 1],
  [600, 1],
  [601, 2],
  [1200, 2],
  [3600, 6],
  [86_400, 144],
];

for (const [seconds, interval] of LENGTHS) {
  Deno.test(`a run of ${seconds} s has intervals of ${interval} s, at most 600`, () => {
    assert.equal(intervalMsOf(seconds * 1000), interval * 1000);
    assert.ok(Math.ceil(seconds / interval) <= 600);
  });
}

Deno.test("a run shorter than a second still has one interval of a second", () => {
  assert.equal(intervalMsOf(1), 1000);
  assert.equal(intervalMsOf(0), 1000);
});

const ENDS: readonly (readonly [atMs: number, position: number])[] = [
  [0, 0],
  [1, 0],
  [1000, 0],
  [1001, 1],
  [2000, 1],
  [9999.5, 9],
];

for (const [atMs, position] of ENDS) {
  Deno.test(`what ends after ${atMs} ms is in interval ${position}`, () => {
    const tally = openBook(1000);
    tally.add(sliceOf(atMs, { started: 1 }));
    assert.equal(tally.intervals.length, position + 1);
    assert.equal(tally.intervals[position]?.started, 1);
    assert.equal(tally.elapsedMs, atMs);
  });
}

const slice = fc.record({
  atMs: fc.integer({ min: 1, max: 8000 }),
  requests: fc.array(
    fc.record({
      step: fc.constantFrom("list", "pay", "purchase"),
      result: fc.constantFrom(...RESULTS),
      count: fc.integer({ min: 0, max: 4 }),
      ms: fc.integer({ min: 1, max: 5000 }),
    }),
    { maxLength: 4 },
  ),
  orders: fc.integer({ min: 0, max: 5 }),
  started: fc.integer({ min: 0, max: 5 }),
  dropped: fc.integer({ min: 0, max: 5 }),
}).map(({ atMs, ...happened }) => sliceOf(atMs, happened));

const slices = fc.array(slice, { maxLength: 12 });

Deno.test("nothing is lost or counted twice: intervals add up to the totals", () => {
  fc.assert(fc.property(slices, (all) => {
    const tally = openBook(1000);
    all.forEach((one) => tally.add(one));
    const run = summarize(tally, RAN);
    const sum = (of: (one: typeof run.intervals[number]) => number) =>
      run.intervals.reduce((total, one) => total + of(one), 0);
    assert.equal(sum(({ orders }) => orders), run.orders.completed);
    assert.equal(sum(({ started }) => started), run.arrivals.started);
    assert.equal(sum(({ dropped }) => dropped), run.arrivals.dropped);
    for (const [name, { count }] of Object.entries(run.steps)) {
      const inIntervals = sum(({ tallies }) => {
        const results = tallies[name]?.results;
        return results === undefined ? 0 : countOf(results);
      });
      assert.equal(inIntervals, count, name);
    }
    const steps = Object.values(run.steps);
    assert.equal(
      steps.reduce((total, { count }) => total + count, 0),
      run.requests.count,
    );
  }));
});

Deno.test("workers may tell their slices in any order", () => {
  fc.assert(fc.property(slices, fc.infiniteStream(fc.nat()), (all, order) => {
    const keys = order.take(all.length);
    const shuffled = all.map((one) => ({ one, key: keys.next().value }))
      .toSorted((a, b) => Number(a.key) - Number(b.key));
    const summaryOf = (some: readonly typeof all[number][]) => {
      const tally = openBook(1000);
      some.forEach((one) => tally.add(one));
      const run = summarize(tally, RAN);
      return run.intervals.map(({ tallies, ...rest }) => ({
        ...rest,
        results: Object.entries(tallies).toSorted(([a], [b]) => a < b ? -1 : 1)
          .map(([name, { results }]) => [name, results]),
      }));
    };
    assert.deepEqual(summaryOf(shuffled.map(({ one }) => one)), summaryOf(all));
  }));
});

Deno.test("merging leaves its two stretches as they were", () => {
  const one = sliceOf(1000, { requests: [{ step: "pay", count: 2 }] });
  const other = sliceOf(1000, {
    requests: [{ step: "pay", count: 3 }, { step: "list", count: 1 }],
  });
  const before = structuredClone([one, other]);
  const both = merged(one, other);
  assert.equal(both.tallies.pay?.results.ok, 5);
  assert.equal(both.tallies.pay?.statuses[200], 5);
  assert.equal(both.tallies.list?.results.ok, 1);
  assert.deepEqual([one, other], before);
});

Deno.test("an interval without a report is a row of zeros", () => {
  const tally = openBook(1000);
  tally.add(sliceOf(3000, { started: 1 }));
  assert.deepEqual(
    summarize(tally, RAN).intervals.slice(0, 2),
    [1, 2].map(() => ({ started: 0, dropped: 0, orders: 0, tallies: {} })),
  );
});
