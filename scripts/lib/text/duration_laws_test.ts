import assert from "node:assert/strict";
import fc from "fast-check";
import { formatDuration, parseDuration } from "./duration.ts";
import { secondsOf, third } from "./kubernetes_duration.ts";
import { formatPromDuration, parsePromDuration } from "./prom_duration.ts";

const ms = fc.integer({ min: 1, max: 400 * 86_400_000 });

Deno.test("what is written is read as the same duration", () => {
  fc.assert(fc.property(ms, (ms) => {
    assert.equal(parseDuration(formatDuration(ms)), ms);
    // A duration that people write is a duration of Prometheus, too.
    assert.equal(parsePromDuration(formatDuration(ms)), ms);
  }));
});

Deno.test("a duration in parts is the sum of its parts", () => {
  const parts = fc.record({
    h: fc.integer({ min: 0, max: 99 }),
    m: fc.integer({ min: 0, max: 99 }),
    s: fc.integer({ min: 0, max: 99 }),
  });
  fc.assert(fc.property(parts, ({ h, m, s }) => {
    const text = `${h}h${m}m${s}s`;
    const sum = ((h * 60 + m) * 60 + s) * 1000;
    assert.equal(parseDuration(text), sum);
    assert.equal(parsePromDuration(text), sum);
    assert.equal(secondsOf(text), sum / 1000);
  }));
});

for (
  const [text, people, prometheus, kubernetes] of [
    ["90s", 90_000, 90_000, 90],
    ["1h30m", 5_400_000, 5_400_000, 5400],
    ["250ms", 250, 250, 0.25],
    ["1.5h", 5_400_000, undefined, 5400],
    [".5s", 500, undefined, 0.5],
    ["2d", 172_800_000, 172_800_000, undefined],
    ["1w2d", 777_600_000, 777_600_000, undefined],
    ["1y", undefined, 31_536_000_000, undefined],
    ["30m1h", undefined, undefined, 5400],
    ["1m1m", undefined, undefined, 120],
    ["100us", undefined, undefined, 0.0001],
    ["0", undefined, 0, 0],
    ["0s", 0, 0, 0],
    ["90", undefined, undefined, 90],
    ["", undefined, undefined, undefined],
    ["s", undefined, undefined, undefined],
    ["-5s", undefined, undefined, undefined],
    ["+5s", undefined, undefined, undefined],
    ["5 s", undefined, undefined, undefined],
    ["5S", undefined, undefined, undefined],
    ["5s ", undefined, undefined, undefined],
    ["1.s", undefined, undefined, undefined],
    ["1..5s", undefined, undefined, undefined],
    ["1e3s", undefined, undefined, undefined],
    ["5min", undefined, undefined, undefined],
  ] as const
) {
  Deno.test(`${JSON.stringify(text)} is ${people} ms to people, ${prometheus} to Prometheus, ${kubernetes} s to Kubernetes`, () => {
    assert.equal(parseDuration(text), people);
    assert.equal(parsePromDuration(text), prometheus);
    assert.equal(secondsOf(text), kubernetes);
  });
}

for (const bad of [0, -1, 0.4]) {
  Deno.test(`Prometheus has no duration of ${bad} ms to write`, () => {
    assert.throws(() => formatPromDuration(bad), RangeError);
  });
}

Deno.test("a third is never longer than the whole, and only below the least when the whole is", () => {
  const seconds = fc.integer({ min: 0, max: 10_000 });
  fc.assert(fc.property(seconds, seconds, (whole, least) => {
    const part = secondsOf(third(`${whole}s`, least)) ?? NaN;
    assert.ok(part <= whole);
    assert.ok(part >= Math.min(whole, least));
    assert.ok(part <= Math.max(Math.ceil(whole / 3), least));
  }));
});

Deno.test("what is no duration stays as it is when a third of it is taken", () => {
  for (const text of ["", "soon", "{{args.pause}}"]) {
    assert.equal(third(text, 5), text);
  }
  assert.equal(third(90, 5), "30s");
  assert.equal(third("6", 5), "5s");
});
