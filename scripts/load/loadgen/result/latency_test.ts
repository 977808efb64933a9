import assert from "node:assert/strict";
import { decodeLatency, emptyLatency, type Latency } from "./latency.ts";

function latencyOf(values: Iterable<number>): Latency {
  const latency = emptyLatency();
  for (const ms of values) latency.record(ms);
  return latency;
}

function* upTo(last: number): Generator<number> {
  for (let ms = 1; ms <= last; ms++) yield ms;
}

Deno.test("percentiles are exact to three digits, and never above the greatest value", () => {
  const latency = latencyOf(upTo(10_000));
  for (const percent of [1, 50, 90, 95, 99, 99.9]) {
    const exact = percent * 100;
    const off = Math.abs(latency.percentileMs(percent) - exact) / exact;
    assert.ok(off < 0.001, `p${percent} is off by ${off}`);
  }
  assert.ok(latency.percentileMs(100) <= latency.maxMs);
  assert.ok(Math.abs(latency.meanMs - 5000.5) < 5);
});

Deno.test("nothing recorded has no percentile", () => {
  const latency = emptyLatency();
  assert.ok(Number.isNaN(latency.percentileMs(99)));
  assert.ok(Number.isNaN(latency.maxMs));
  assert.equal(decodeLatency(latency.encode()).count, 0);
});

Deno.test("histograms of parts that went over a wire add up to that of the whole", () => {
  const whole = latencyOf(upTo(3000));
  const sum = emptyLatency();
  for (let part = 0; part < 3; part++) {
    const own = latencyOf([...upTo(3000)].filter((ms) => ms % 3 === part));
    sum.add(decodeLatency(own.encode()));
  }
  assert.deepEqual([...sum.values()], [...whole.values()]);
  assert.equal(sum.count, 3000);
});

Deno.test("an hour and more counts as an hour, less than a microsecond as one", () => {
  const latency = latencyOf([1e9, 0, -1]);
  assert.ok(Math.abs(latency.maxMs - 3_600_000) < 3600);
  assert.equal(latency.minMs, 0.001);
});

Deno.test("what is no histogram is refused", () => {
  assert.throws(() => decodeLatency("aGVsbG8="));
});
