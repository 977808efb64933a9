import assert from "node:assert/strict";
import fc from "fast-check";
import {
  PUBLISHED_PERIOD_MS,
  PUBLISHED_WINDOWS,
  windowsFor,
} from "./windows.ts";

const HOUR = 3_600_000;

Deno.test("at 30 days the windows are the published ones", () => {
  const windows = windowsFor(30 * 24 * HOUR);
  assert.deepEqual(windows, PUBLISHED_WINDOWS);
  assert.deepEqual(
    windows.map(({ severity, longMs, shortMs, factor }) => [
      severity,
      longMs / HOUR,
      shortMs / HOUR,
      factor,
    ]),
    [
      ["page", 1, 5 / 60, 14.4],
      ["page", 6, 0.5, 6],
      ["ticket", 24, 2, 3],
      ["ticket", 72, 6, 1],
    ],
  );
});

Deno.test("each factor is the budget's share over the window's share of the period", () => {
  for (const { budgetShare, longMs, factor } of PUBLISHED_WINDOWS) {
    const expected = budgetShare * PUBLISHED_PERIOD_MS / longMs;
    assert.ok(Math.abs(factor - expected) < 1e-9);
  }
});

Deno.test("at any period the mathematics is the same: factors and shares stay, windows scale", () => {
  fc.assert(fc.property(fc.integer({ min: 60_000, max: 1e11 }), (periodMs) => {
    for (const [i, window] of windowsFor(periodMs).entries()) {
      const published = PUBLISHED_WINDOWS[i] ?? assert.fail();
      assert.equal(window.factor, published.factor);
      const share = window.factor * window.longMs / periodMs;
      assert.ok(Math.abs(share - published.budgetShare) < 1e-9);
      assert.ok(Math.abs(window.longMs / window.shortMs - 12) < 1e-9);
    }
  }));
});

Deno.test("a floor raises short windows and never makes a long one shorter than two", () => {
  for (const { longMs, shortMs } of windowsFor(HOUR, { floorMs: 5000 })) {
    assert.ok(shortMs >= 5000 && longMs >= 2 * 5000);
    assert.ok(longMs >= shortMs);
  }
});
