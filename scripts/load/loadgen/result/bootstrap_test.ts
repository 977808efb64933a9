import assert from "node:assert/strict";
import fc from "fast-check";
import {
  blocksIn,
  meanDraws,
  percentileDraws,
  standardError,
} from "./bootstrap.ts";
import { drawsOf } from "./random.ts";

const seed = fc.integer({ min: 0, max: 1e6 });
const values = fc.array(fc.integer({ min: 1, max: 1000 }), {
  minLength: 4,
  maxLength: 40,
});

Deno.test("a drawn mean lies between the least and the greatest interval", () => {
  fc.assert(
    fc.property(values, seed, (intervals, from) => {
      for (const mean of meanDraws(intervals, drawsOf(from))) {
        assert.ok(mean >= Math.min(...intervals) - 1e-9);
        assert.ok(mean <= Math.max(...intervals) + 1e-9);
      }
    }),
    { numRuns: 20 },
  );
});

Deno.test("a drawn percentile is a value that was measured", () => {
  fc.assert(
    fc.property(values, seed, (all, from) => {
      const intervals = all.map((ms) => [{ ms, count: 3 }]);
      for (const one of percentileDraws(intervals, 95, drawsOf(from))) {
        assert.ok(all.includes(one), String(one));
      }
    }),
    { numRuns: 20 },
  );
});

Deno.test("intervals that are all alike leave no doubt", () => {
  const draws = meanDraws(Array<number>(25).fill(7), drawsOf(1));
  assert.ok(draws.every((mean) => mean === 7));
  assert.equal(standardError(draws, 25), 0);
});

Deno.test("the same seed draws the same, another one draws another", () => {
  const intervals = [1, 5, 2, 8, 3, 9, 4, 7, 6];
  const draws = (from: number) => [...meanDraws(intervals, drawsOf(from))];
  assert.deepEqual(draws(3), draws(3));
  assert.notDeepEqual(draws(3), draws(4));
});

Deno.test("the more a run's intervals differ, the less its mean is worth", () => {
  const error = (spread: number) => {
    const intervals = Array.from(
      { length: 60 },
      (_, at) => 100 + spread * (at % 7),
    );
    return standardError(meanDraws(intervals, drawsOf(1)), 60);
  };
  assert.ok(error(1) < error(5) && error(5) < error(20));
});

Deno.test("slow seconds that come together are worth less than as many that stand apart", () => {
  const error = (isSlow: (at: number) => boolean) => {
    const intervals = Array.from({ length: 64 }, (_, at) => isSlow(at) ? 9 : 1);
    return standardError(meanDraws(intervals, drawsOf(1)), 64);
  };
  const together = error((at) => at < 32);
  const apart = error((at) => at % 2 === 0);
  assert.ok(together > 2 * apart, `${together} and ${apart}`);
});

Deno.test("a drawing without a value has no percentile", () => {
  const nothing = percentileDraws([[], [], []], 50, drawsOf(1));
  assert.ok(nothing.every(Number.isNaN));
});

Deno.test("intervals are drawn in blocks of about the root of their number", () => {
  const pieces = [1, 4, 9, 10, 60, 100, 600].map(blocksIn);
  assert.deepEqual(pieces, [1, 2, 3, 3, 7, 10, 25]);
});
