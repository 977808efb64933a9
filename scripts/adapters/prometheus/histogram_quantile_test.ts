import assert from "node:assert/strict";
import fc from "fast-check";
import { type Bucket, quantile } from "./histogram_quantile.ts";

function buckets(...pairs: readonly (readonly [number, number])[]): Bucket[] {
  return pairs.map(([bound, count]) => ({ bound, count }));
}

Deno.test("quantile() is linear within a bucket", () => {
  const some = buckets([0.1, 0], [0.2, 100], [Infinity, 100]);
  assert.equal(quantile(0.5, some), 0.15000000000000002);
  assert.equal(quantile(1, some), 0.2);
});

Deno.test("quantile() takes the first bucket to begin at 0", () => {
  assert.equal(quantile(0.5, buckets([0.1, 10], [Infinity, 10])), 0.05);
});

Deno.test("quantile() knows nothing beyond the last finite bound", () => {
  assert.equal(quantile(0.99, buckets([0.1, 5], [10, 5], [Infinity, 10])), 10);
});

Deno.test("quantile() of no observations is undefined", () => {
  assert.equal(quantile(0.5, []), undefined);
  assert.equal(quantile(0.5, buckets([0.1, 0], [Infinity, 0])), undefined);
});

Deno.test("quantile() lies in the bucket where the observation of its rank is", () => {
  const BOUNDS = [0.005, 0.01, 0.1, 1, 10];
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.0001, max: 9.99, noNaN: true }), {
        minLength: 1,
      }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      (seen, q) => {
        const all = [...BOUNDS, Infinity].map((bound) => ({
          bound,
          count: seen.filter((value) => value <= bound).length,
        }));
        const rank = Math.max(1, Math.ceil(q * seen.length));
        const exact = seen.toSorted((a, b) => a - b)[rank - 1] ?? 0;
        const upper = BOUNDS.find((bound) => exact <= bound) ?? Infinity;
        const lower = BOUNDS.findLast((bound) => exact > bound) ?? 0;
        const estimate = quantile(q, all) ?? NaN;
        assert.ok(estimate >= lower && estimate <= upper, `${estimate}`);
      },
    ),
  );
});
