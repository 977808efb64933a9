import assert from "node:assert/strict";
import fc from "fast-check";
import { sampleProblems } from "./sample_rules.ts";

const FROM = Date.UTC(2026, 0, 1);
const TO = Date.UTC(2026, 9, 5, 12);
const BOUNDS = {
  metrics: new Set([
    "gateway_requests_total",
    "gateway_request_duration_seconds",
  ]),
  from: FROM,
  to: TO,
};

function problems(sample: unknown): readonly string[] {
  return sampleProblems(sample, BOUNDS);
}

for (
  const [what, sample] of [
    ["nothing", undefined],
    ["null", null],
    ["an empty object", {}],
    ["a pod of a deployment", { pod: "gateway-7d9f8b6c5d-x2k8p" }],
    ["a name that is no pod's", { name: "gateway" }],
    ["a counter", { expr: "rate(gateway_requests_total[5m])" }],
    ["a part of a histogram", {
      expr: "gateway_request_duration_seconds_bucket",
    }],
    ["a metric of another program", { expr: "node_cpu_seconds_total" }],
    ["the first moment", { at: FROM }],
    ["the last moment, and the clocks' difference", { at: TO + 2000 }],
    ["a moment in seconds", { time: TO / 1000 }],
    ["a moment as a text", { when: "2026-10-05T11:00:00Z" }],
    ["a small number that is called a time", { time: 12.5 }],
    ["a UUID of version 4", {
      order_id: "3f0c1d2e-4b5a-4c6d-8e7f-0a1b2c3d4e5f",
    }],
    ["a UUID of version 7", {
      reservation_id: "01924f5e-9c1a-7abc-9def-0123456789ab",
    }],
    ["a payment's reference", { payment_ref: "PAY-0a1b2c3D" }],
    ["the first and the last status", [{ status: 100 }, { status: 599 }]],
    ["a share at its bounds", [{ error_ratio: 0 }, { availability: 1 }]],
    ["nothing failed", { failures: 0, requests: 0 }],
    ["a counter that stands still", { gateway_requests_total: [5, 5, 6] }],
    ["a gauge that falls", { replicas: [5, 3, 1] }],
    ["equal quantiles", { p50: 4, p95: 4, p99: 4 }],
    ["results that make the count", {
      count: 10,
      results: { 200: 7, 502: 3 },
    }],
  ] as const
) {
  Deno.test(`a sample with ${what} can be true`, () => {
    assert.deepEqual(problems(sample), []);
  });
}

for (
  const [what, sample, said] of [
    ["a pod with a vowel", { p: "events-5c7b9d4f6-qwert" }, /no name that/],
    ["a pod with four letters", { p: "events-5c7b9d4f6-qwrt" }, /no name that/],
    ["a metric that there is not", {
      expr: "sum(gateway_sales_total)",
    }, /^there is no metric gateway_sales_total$/],
    ["a moment before the course", { at: FROM - 1 }, /before the course/],
    ["a moment after the check", { at: TO + 2001 }, /after the end/],
    ["seconds after the check", { timestamp: TO / 1000 + 3 }, /after the end/],
    ["a day that there is not", { x: "2026-13-45T00:00:00Z" }, /is no moment/],
    ["an order that counts up", { order_id: "17" }, /order_id 17 is no UUID/],
    ["a UUID of version 1", {
      order_id: "3f0c1d2e-4b5a-1c6d-8e7f-0a1b2c3d4e5f",
    }, /is no UUID/],
    ["a reference that is too short", { payment_ref: "PAY-12" }, /reference/],
    ["a status of 600", { status: 600 }, /600 is no status/],
    ["a share above 1", { error_ratio: 1.01 }, /between 0 and 1/],
    ["a malformed share", { share: NaN }, /between 0 and 1/],
    ["a negative count", { failed_requests: -1 }, /cannot be negative/],
    ["a counter that falls", { x_total: [3, 2] }, /x_total falls/],
    ["orders beyond requests", { orders: 2, requests: 1 }, /orders 2 is more/],
    ["a p99 below the p95", { p95: 5, p99: 4 }, /p95 5 is more than p99 4/],
    ["an end before the start", { started: 5, ended: 4 }, /started 5 is more/],
    ["results beyond the count", {
      count: 10,
      results: { 200: 7, 502: 4 },
    }, /results make 11, and count is 10/],
    ["results that are no numbers", {
      count: 1,
      results: { 200: "1" },
    }, /results make NaN/],
  ] as const
) {
  Deno.test(`a sample with ${what} contradicts itself, at any depth`, () => {
    for (const one of [sample, [sample], { a: { b: [0, sample] } }]) {
      const found = problems(one);
      assert.equal(found.length, 1, found.join("; "));
      assert.match(found[0] ?? "", said);
    }
  });
}

Deno.test("each contradiction of a sample is reported", () => {
  assert.equal(
    problems([{ status: 42 }, { status: 43 }, { share: 2, p50: 2, p95: 1 }])
      .length,
    4,
  );
});

Deno.test("a counter that never falls is believed, and one that falls once is not", () => {
  const steps = fc.array(fc.nat(50), { minLength: 2, maxLength: 20 });
  fc.assert(fc.property(steps, fc.nat(), (steps, at) => {
    let sum = 1;
    const series = steps.map((step) => sum += step);
    assert.deepEqual(problems({ orders_total: series }), []);
    const place = 1 + at % (series.length - 1);
    const fallen = series.with(place, (series[place - 1] ?? 0) - 1);
    assert.notDeepEqual(problems({ orders_total: fallen }), []);
  }));
});

Deno.test("any JSON is checked as a sample without an exception", () => {
  fc.assert(fc.property(fc.jsonValue(), (sample) => {
    assert.ok(Array.isArray(problems(sample)));
  }));
});
