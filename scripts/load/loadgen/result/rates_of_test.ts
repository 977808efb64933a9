import assert from "node:assert/strict";
import fc from "fast-check";
import { ratesOf } from "./find_limit.ts";

const CASES: readonly (readonly [
  from: number,
  by: number,
  to: number,
  rates: readonly number[],
])[] = [
  [50, 50, 200, [50, 100, 150, 200]],
  [50, 50, 220, [50, 100, 150, 200]],
  [0.1, 0.1, 0.3, [0.1, 0.2, 0.3]],
  [0.7, 0.1, 1, [0.7, 0.8, 0.9, 1]],
  [5, 10, 5, [5]],
  [5, 10, 4, []],
];

for (const [from, by, to, rates] of CASES) {
  Deno.test(`from ${from} by ${by} to ${to} are the steps ${rates.join(", ") || "none"}`, () => {
    assert.deepEqual(ratesOf({ from, by, to }), rates);
  });
}

const tenths = fc.integer({ min: 1, max: 5000 }).map((n) => n / 10);

Deno.test("steps rise by the same, begin where asked, and go no further than asked", () => {
  fc.assert(fc.property(tenths, tenths, tenths, (from, by, to) => {
    const rates = ratesOf({ from, by, to });
    if (from > to) return assert.deepEqual(rates, []);
    assert.equal(rates[0], from);
    const last = rates.at(-1) ?? NaN;
    assert.ok(last <= to + 1e-6 && last + by > to - 1e-6, `${last}`);
    for (const [at, rate] of rates.entries()) {
      assert.equal(String(rate), String(Number(rate.toFixed(1))));
      assert.ok(Math.abs(rate - from - at * by) < 1e-6);
    }
  }));
});
