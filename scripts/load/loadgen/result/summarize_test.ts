import assert from "node:assert/strict";
import { emptyLatency } from "./latency.ts";
import { resultOfStatus } from "./result.ts";
import { arrivalSecondsOf, figuresOf, rounded } from "./summarize.ts";
import { Summary } from "./summary.ts";
import { runOf } from "./unevaluated_fixture.ts";

Deno.test("arrivals are counted by the time in which they came, orders by the whole run", () => {
  const run = runOf({ started: 100, orders: 60 }, {
    plannedSeconds: 10,
    seconds: 12,
  });
  assert.equal(run.arrivals.perSecond, 10);
  assert.equal(run.orders.perSecond, 5);
  // Ended before its plan.
  assert.equal(arrivalSecondsOf({ seconds: 4, plannedSeconds: 10 }), 4);
});

Deno.test("a run that was stopped at once has rates of 0, and not of infinity", () => {
  const run = runOf({ started: 3, orders: 1 }, { seconds: 0 });
  assert.equal(run.arrivals.perSecond, 0);
  assert.equal(run.orders.perSecond, 0);
  assert.equal(run.requests.perSecond, 0);
});

Deno.test("a step that was never asked is there with zeros and without latencies", () => {
  const { steps } = runOf({ requests: [{ step: "list", count: 1 }] });
  assert.equal(steps.pay?.count, 0);
  assert.deepEqual(steps.pay?.statuses, {});
  assert.deepEqual(Object.values(steps.pay?.latencyMs ?? {}), [
    ...Array<null>(8).fill(null),
  ]);
});

Deno.test("sold out and 4xx are answers; 5xx, refused, timeout and broken are failures", () => {
  const { requests } = runOf({
    requests: ([
      "ok",
      "sold_out",
      "client_error",
      "server_error",
      "refused",
      "timeout",
      "broken",
    ] as const).map((result) => ({ step: "pay", result, count: 1 })),
  });
  assert.equal(requests.count, 7);
  assert.equal(requests.failures, 4);
});

Deno.test("journeys are no requests: they are counted by themselves", () => {
  const run = runOf({
    requests: [{ step: "list", count: 2 }, { step: "purchase", count: 5 }],
  });
  assert.equal(run.requests.count, 2);
  assert.equal(run.journeys.purchase?.count, 5);
});

Deno.test("a summary that was summarized is one by its schema", () => {
  const verdict = { passed: true, reasons: [], expectations: [] };
  const run = runOf({ requests: [{ step: "pay", count: 3 }], orders: 3 });
  const text = JSON.stringify({ ...run, verdict });
  assert.deepEqual(Summary.parse(JSON.parse(text)), { ...run, verdict });
});

const STATUSES: readonly (readonly [number, string])[] = [
  [200, "ok"],
  [201, "ok"],
  [204, "ok"],
  [304, "ok"],
  [400, "client_error"],
  [404, "client_error"],
  [408, "client_error"],
  [409, "sold_out"],
  [410, "client_error"],
  [422, "client_error"],
  [499, "client_error"],
  [500, "server_error"],
  [502, "server_error"],
  [504, "server_error"],
];

for (const [status, result] of STATUSES) {
  Deno.test(`status ${status} is ${result}`, () => {
    assert.equal(resultOfStatus(status), result);
  });
}

Deno.test("figures are rounded to a microsecond, and percentiles never fall", () => {
  const latency = emptyLatency();
  for (const ms of [1.23456, 7.5, 900, 12, 0.0004]) latency.record(ms);
  const { min, p50, p90, p95, p99, p999, max } = figuresOf(latency);
  const all = [min, p50, p90, p95, p99, p999, max].map((one) => one ?? NaN);
  assert.deepEqual(all, all.toSorted((a, b) => a - b));
  for (const one of all) assert.equal(one, rounded(one));
});
