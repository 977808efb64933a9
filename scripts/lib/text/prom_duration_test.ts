import assert from "node:assert/strict";
import fc from "fast-check";
import { formatPromDuration, parsePromDuration } from "./prom_duration.ts";

Deno.test("durations are read and written as Prometheus does", () => {
  for (
    const [text, ms] of [
      ["5m", 300_000],
      ["1h24m", 5_040_000],
      ["1m10s", 70_000],
      ["417ms", 417],
      ["30d", 2_592_000_000],
    ] as const
  ) {
    assert.equal(parsePromDuration(text), ms);
    assert.equal(formatPromDuration(ms), text);
  }
  for (const text of ["", "5", "m5", "5 m", "1.5h", "5m1h", "-5m"]) {
    assert.equal(parsePromDuration(text), undefined, text);
  }
  assert.throws(() => formatPromDuration(0), RangeError);
});

Deno.test("what is written is read back the same", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 10_000_000_000 }),
      (ms) => parsePromDuration(formatPromDuration(ms)) === ms,
    ),
  );
});
