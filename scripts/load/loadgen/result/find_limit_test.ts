import assert from "node:assert/strict";
import { parseExpectations } from "./expect.ts";
import { findLimit, type Limit, limitText } from "./find_limit.ts";
import { emptyLatency } from "./latency.ts";
import { noResults } from "./result.ts";
import { readingOf, usesOf } from "./saturation.ts";
import { figuresOf, type Unevaluated } from "./summarize.ts";

/** A run in which every request took `ms`. */
function runOf(rate: number, ms: number): Unevaluated {
  const latency = emptyLatency();
  latency.record(ms, 100);
  const requests = {
    count: 100,
    perSecond: rate,
    failures: 0,
    results: { ...noResults(), ok: 100 },
    latencyMs: figuresOf(latency),
    histogram: latency.encode(),
  };
  return {
    schema: "quickticket-loadgen/1",
    run: {
      scenario: "browse",
      url: "http://x",
      events: [1],
      seed: 1,
      load: { kind: "open", stages: [], arrivals: "even", maxInFlight: 1 },
      timeoutMs: 1,
      workers: 1,
      shares: { of: 1, parts: [0] },
      started: "2026-01-01T00:00:00.000Z",
      plannedSeconds: 10,
      seconds: 10,
      ended: "planned",
      deno: "",
    },
    arrivals: {
      started: 100,
      dropped: 0,
      perSecond: rate,
      lagMs: figuresOf(latency),
      lagHistogram: "",
    },
    orders: { completed: 0, perSecond: 0 },
    requests,
    steps: {},
    journeys: {},
    intervalMs: 1000,
    intervals: [],
  };
}

interface Shop {
  /** Visits a second from which everything takes a second. */
  readonly slowFrom: number;
  /** Visits a second that use up one core. */
  readonly cpuFrom: number;
  readonly poolFrom: number;
}

async function limitOf(
  { slowFrom, cpuFrom, poolFrom }: Shop,
  stop = new AbortController(),
): Promise<Limit> {
  return await findLimit({
    from: 10,
    by: 10,
    to: 60,
    expectations: parseExpectations("p99<300ms"),
    load(rate) {
      if (rate === 50) stop.abort();
      const waiting = rate >= poolFrom ? 3 : 0;
      const texts = [0, 10].map((seconds) =>
        `process_cpu_seconds_total ${seconds * rate / cpuFrom}
events_db_pool_size ${waiting > 0 ? 10 : 2}
events_db_pool_max 10
events_db_pool_waiting ${waiting}
`
      );
      return Promise.resolve({
        result: runOf(rate, rate >= slowFrom ? 1000 : 10),
        readings: texts.map((text, at) =>
          readingOf("events", at * 10_000, text)
        ),
      });
    },
    onStep: () => {},
    signal: stop.signal,
  });
}

Deno.test("find-limit names the last step that held and the first that broke", async () => {
  const limit = await limitOf({ slowFrom: 40, cpuFrom: 100, poolFrom: 100 });
  assert.deepEqual([limit.holds, limit.breaks], [30, 40]);
  assert.equal(
    limitText(limit),
    `Limit: 30 visits a second hold, 40 break
  p99<300ms: measured 1s
Nothing was used up; most was events CPU (0.40 of a core)`,
  );
});

Deno.test("a step that breaks once and then holds was no limit", async () => {
  const tried: number[] = [];
  const limit = await findLimit({
    from: 10,
    by: 10,
    to: 50,
    expectations: parseExpectations("p99<300ms"),
    load(rate) {
      const isHiccup = rate === 20 && !tried.includes(20);
      tried.push(rate);
      const result = runOf(rate, isHiccup || rate >= 40 ? 1000 : 10);
      return Promise.resolve({ result, readings: [] });
    },
    onStep: () => {},
    signal: new AbortController().signal,
  });
  assert.deepEqual(tried, [10, 20, 20, 30, 40, 40]);
  assert.deepEqual([limit.holds, limit.breaks], [30, 40]);
  assert.deepEqual(limit.steps.map(({ rate }) => rate), [10, 20, 30, 40]);
});

Deno.test("find-limit names what was used up first, though more was at the end", async () => {
  const limit = await limitOf({ slowFrom: 40, cpuFrom: 35, poolFrom: 20 });
  assert.match(
    limitText(limit),
    /First used up: events database pool \(10 of 10 connections, 3 waiting\) at 20 a second/,
  );
});

Deno.test("find-limit says when nothing or everything breaks", async () => {
  const strong = await limitOf({ slowFrom: 999, cpuFrom: 999, poolFrom: 999 });
  assert.match(limitText(strong), /No limit found: 40 visits a second hold/);
  const weak = await limitOf({ slowFrom: 1, cpuFrom: 999, poolFrom: 999 });
  assert.match(limitText(weak), /Even 10 visits a second break/);
});

Deno.test("a step that was stopped in the middle does not count", async () => {
  const limit = await limitOf({ slowFrom: 50, cpuFrom: 999, poolFrom: 999 });
  assert.deepEqual([limit.holds, limit.breaks], [40, undefined]);
});

Deno.test("a service that was restarted in between has no CPU time to tell", () => {
  const readings = [9, 1].map((seconds, at) =>
    readingOf("events", at * 1000, `process_cpu_seconds_total ${seconds}`)
  );
  assert.deepEqual(usesOf(readings), []);
});
