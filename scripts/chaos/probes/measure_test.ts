import assert from "node:assert/strict";
import { fakeClock } from "../../../services/shared/clock_fake.ts";
import { measure, metricsOf } from "./measure.ts";
import { metricsHistory } from "../model/metrics_history.ts";
import {
  type MetricsProvider,
  metricsProvider,
} from "../model/probe_providers.ts";
import { promqlOf } from "./promql.ts";

/** A service whose expositions are taken one a second. */
async function seen(
  texts: readonly (string | undefined)[],
  provider: MetricsProvider,
) {
  const clock = fakeClock();
  const wanted = metricsOf(provider);
  let now: string | undefined;
  const history = metricsHistory({
    clock,
    services: ["gateway"],
    wants: (metric) => wanted.includes(metric),
    read: () =>
      now === undefined
        ? Promise.reject(new Error("down"))
        : Promise.resolve([{ instance: "a", text: now }]),
  });
  for (const text of texts) {
    now = text;
    await history.look();
    await clock.advance(1000);
  }
  const to = clock.monotonic();
  return measure(provider, history.of("gateway"), {
    from: to - provider.window * 1000,
    to,
  });
}

function provider(rest: Readonly<Record<string, unknown>>): MetricsProvider {
  return metricsProvider.parse({
    type: "metrics",
    service: "gateway",
    of: "a_total",
    window: 3,
    ...rest,
  });
}

const ERRORS = provider({
  measure: "ratio",
  of: 'a_total{status=~"5.."}',
  to: "a_total",
});

Deno.test("a ratio counts the first 5xx, whose series was not there before", async () => {
  const { value } = await seen([
    'a_total{status="200"} 100',
    'a_total{status="200"} 106',
    'a_total{status="200"} 109\na_total{status="500"} 1',
  ], ERRORS);
  assert.equal(value, 0.1);
});

Deno.test("a counter that starts anew has grown by all that it shows", async () => {
  const found = await seen(
    ["a_total 100", "a_total 104", "a_total 3"],
    provider({ measure: "increase" }),
  );
  assert.equal(found.value, 7);
});

Deno.test("a rate is growth by second of the window", async () => {
  const found = await seen(
    ["a_total 0", "a_total 3", "a_total 6"],
    provider({ measure: "rate" }),
  );
  assert.equal(found.value, 2);
});

Deno.test("too few events are unknown, not good", async () => {
  const found = await seen(
    [
      'a_total{status="200"} 5',
      'a_total{status="200"} 5',
      'a_total{status="200"} 5',
    ],
    ERRORS,
  );
  assert.deepEqual([found.value, found.isUnknown], [undefined, true]);
});

Deno.test("a window that was not scraped from its start is unknown", async () => {
  const found = await seen(
    ["a_total 1", "a_total 2"],
    provider({
      measure: "increase",
      window: 10,
    }),
  );
  assert.deepEqual([found.value, found.isUnknown], [undefined, true]);
});

Deno.test("a service that does not answer has no value, and that is known", async () => {
  const found = await seen(
    ["a_total 1", "a_total 2", undefined, undefined, undefined],
    provider({ measure: "increase" }),
  );
  assert.deepEqual([found.value, found.isUnknown], [undefined, undefined]);
  assert.match(found.note ?? "", /has not answered for 4\.0 s/);
});

Deno.test("a quantile lies within its bucket, also when the lower ones did not grow", async () => {
  const found = await seen([
    'h_bucket{le="1"} 50\nh_bucket{le="2.5"} 50\nh_bucket{le="+Inf"} 50',
    'h_bucket{le="1"} 50\nh_bucket{le="2.5"} 54\nh_bucket{le="+Inf"} 54',
    'h_bucket{le="1"} 50\nh_bucket{le="2.5"} 60\nh_bucket{le="+Inf"} 60',
  ], provider({ measure: "quantile", of: "h", q: 0.5 }));
  assert.equal(found.value, 1.75);
});

Deno.test("a gauge is the sum of its series, now", async () => {
  const found = await seen(
    ["g 1", 'g{x="1"} 2\ng{x="2"} 3'],
    provider({ measure: "value", of: "g", window: 1 }),
  );
  assert.equal(found.value, 5);
});

Deno.test("each measure has its query for a Prometheus", () => {
  assert.equal(
    promqlOf(ERRORS, 30),
    '(sum(increase(a_total{status=~"5.."}[30s])) or vector(0)) / ' +
      "(sum(increase(a_total[30s])) >= 1)",
  );
  assert.equal(
    promqlOf(provider({ measure: "quantile", of: 'h{path="/"}', q: 0.99 }), 5),
    'histogram_quantile(0.99, sum by (le) (rate(h_bucket{path="/"}[5s])))',
  );
  assert.equal(promqlOf(provider({ measure: "value", of: "g" }), 5), "sum(g)");
});

Deno.test("a process that one look has missed does not begin again at 0", () => {
  const look = (at: number, counts: Readonly<Record<string, number>>) => ({
    at,
    instances: new Map(
      Object.entries(counts).map(([pod, value]) => {
        const sample = { name: "a_total", key: "a_total", labels: {}, value };
        return [pod, new Map([["a_total", sample]])];
      }),
    ),
  });
  const looks = [
    look(0, { a: 500, b: 900 }),
    look(1000, { a: 501 }),
    look(2000, { a: 502, b: 905 }),
    look(3000, { a: 503, b: 906, c: 2 }),
  ];
  const increase = provider({ measure: "increase" });
  const over = (from: number) =>
    measure(increase, looks, { from, to: 3000 }).value;
  assert.equal(over(0), 3 + 6 + 2);
  assert.equal(over(1000), 2 + 6 + 2);
});
