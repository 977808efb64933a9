import assert from "node:assert/strict";
import fc from "fast-check";
import { fakeClock } from "../../../services/shared/clock_fake.ts";
import { probeProvider } from "../model/probe_providers.ts";
import { ask, windowOf } from "./ask.ts";
import { ordersSeen } from "./orders.ts";
import { ownRequests } from "./own_requests.ts";
import { busyHistory, emptyHistory, probeContext } from "./probe_fixture.ts";
import { trafficNow } from "./traffic.ts";

const signal = new AbortController().signal;

const RATE = probeProvider.parse({
  type: "metrics",
  measure: "rate",
  service: "gateway",
  of: "gateway_requests_total",
  window: 5,
});

Deno.test("a window is divided by the speed, and never too short to hold two looks", () => {
  assert.equal(windowOf(10, 1), 10_000);
  assert.equal(windowOf(10, 2), 5000);
  assert.equal(windowOf(10, 20), 2000);
  const positive = fc.double({ min: 0.1, max: 3600, noNaN: true });
  fc.assert(fc.property(positive, positive, (seconds, speed) => {
    const window = windowOf(seconds, speed);
    assert.ok(window >= 2000);
    assert.ok(window >= windowOf(seconds, speed * 2));
  }));
});

Deno.test("a metric is asked of the services when there is no Prometheus", async () => {
  const context = probeContext();
  const history = await busyHistory(
    context.clock,
    (second) => `gateway_requests_total ${20 * second}\n`,
  );
  const { value } = await ask(RATE, { ...context, history }, signal);
  assert.equal(value, 20);
});

Deno.test("with a Prometheus the same metric is a query", async () => {
  const asked: string[] = [];
  const prometheus = {
    query: (expr: string) => {
      asked.push(expr);
      return Promise.resolve([{ metric: {}, value: 3 }]);
    },
    ask: () => Promise.reject(new Error("nothing else is asked")),
  };
  const context = probeContext({ prometheus, speed: 2 });
  assert.equal((await ask(RATE, context, signal)).value, 3);
  assert.deepEqual(asked, [
    "sum(rate(gateway_requests_total[3s])) or vector(0)",
  ]);
});

Deno.test("a query without a Prometheus is no measurement, and says what is missing", async () => {
  const provider = probeProvider.parse({ type: "prometheus", query: "up" });
  const { value, note } = await ask(provider, probeContext(), signal);
  assert.equal(value, undefined);
  assert.match(note ?? "", /--prometheus/);
});

Deno.test("an unknown database gives no measurement, and no connection is opened", async () => {
  const provider = probeProvider.parse({ type: "sql", query: "SELECT 1" });
  const { value, note } = await ask(provider, probeContext(), signal);
  assert.equal(value, undefined);
  assert.match(note ?? "", /database is not known/);
});

Deno.test("what an experiment asks itself does not count as traffic", async () => {
  const context = probeContext({
    fetch: () => Promise.resolve(new Response("[]")),
  });
  const history = await busyHistory(
    context.clock,
    (second) => `gateway_requests_total ${5 * second}\n`,
  );
  const busy = { ...context, history };
  assert.equal(await trafficNow(busy, signal), 5);
  const look = probeProvider.parse({
    type: "http",
    url: "http://gateway/events",
  });
  for (let i = 0; i < 8; i++) await ask(look, busy, signal);
  assert.equal(await trafficNow(busy, signal), 3); // 8 in 4 s are 2 a second
});

Deno.test("traffic is never below 0, and unknown when no source reports it", async () => {
  const context = probeContext();
  assert.equal(await trafficNow(context, signal), undefined);
  const history = await busyHistory(
    context.clock,
    () => "gateway_requests_total 7\n",
  );
  context.own.note("http://gateway/events");
  assert.equal(await trafficNow({ ...context, history }, signal), 0);
});

Deno.test("orders are the pays that were answered 200, from the first look to the last", async () => {
  const context = probeContext();
  const pay = 'gateway_requests_total{path="/reserve/{id}/pay",status=';
  const history = await busyHistory(
    context.clock,
    (second) => `${pay}"200"} ${100 + second}\n${pay}"502"} ${second}\n`,
  );
  assert.equal(ordersSeen({ history }), 10);
  assert.equal(ordersSeen({ history: emptyHistory() }), null);
});

const GATEWAY = "http://127.0.0.1:80";

for (
  const [url, isOwn] of [
    [`${GATEWAY}/events`, true],
    [`${GATEWAY}`, true],
    [`${GATEWAY}?a`, true],
    [`${GATEWAY}/events?x=/health`, true],
    [`${GATEWAY}/health?full=1`, false],
    [`${GATEWAY}/metrics`, false],
    ["http://127.0.0.1:8081/events", false],
    ["http://127.0.0.10:80/events", false],
  ] as const
) {
  Deno.test(`a request to ${url} counts as the gateway's own: ${isOwn}`, () => {
    const own = ownRequests(GATEWAY, fakeClock());
    own.note(url);
    assert.equal(own.within(1000), isOwn ? 1 : 0);
  });
}

Deno.test("without a gateway that is reachable nothing counts", () => {
  const own = ownRequests(undefined, fakeClock());
  own.note("http://gateway/events");
  assert.equal(own.within(1000), 0);
});
