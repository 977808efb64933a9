import assert from "node:assert/strict";
import { parseExposition } from "../../adapters/prometheus/exposition.ts";
import { NO_FIGURES } from "./history.ts";
import { serviceMonitor } from "./service_monitor.ts";

interface Counts {
  readonly ok: number;
  readonly failed?: number;
  /** Of all requests, those within 100 ms; the rest took up to 200 ms. */
  readonly quick?: number;
  readonly own?: number;
}

function scrape({ ok, failed = 0, quick = ok + failed, own = 0 }: Counts) {
  const labels = 'method="GET",path="/events"';
  const bucket = "shop_request_duration_seconds_bucket";
  return parseExposition([
    `shop_requests_total{${labels},status="200"} ${ok}`,
    ...failed > 0
      ? [`shop_requests_total{${labels},status="503"} ${failed}`]
      : [],
    `shop_requests_total{method="GET",path="/faults",status="200"} ${own}`,
    `${bucket}{le="0.1",${labels}} ${quick}`,
    `${bucket}{le="0.2",${labels}} ${ok + failed}`,
    `${bucket}{le="+Inf",${labels}} ${ok + failed}`,
    "process_event_loop_lag_seconds 0.004",
    "shop_db_pool_size 3",
    "shop_db_pool_max 10",
    "shop_db_pool_waiting 2",
    'shop_faults_active{kind="latency"} 1',
    'shop_faults_active{kind="error"} 0',
  ].join("\n"));
}

Deno.test("the first scrape gives no rate: only the second tells a difference", () => {
  const { figures, answered } = serviceMonitor("shop").observe(
    scrape({ ok: 5000 }),
    10,
  );
  assert.ok(Number.isNaN(figures.rate));
  assert.deepEqual(answered, []);
});

Deno.test("rate and share of errors are those of the last seconds", () => {
  const monitor = serviceMonitor("shop");
  monitor.observe(scrape({ ok: 100 }), 0);
  monitor.observe(scrape({ ok: 110 }), 1);
  const { figures, answered } = monitor.observe(
    scrape({ ok: 118, failed: 2 }),
    2,
  );
  assert.equal(figures.rate, 10);
  assert.equal(figures.errors, 0.1);
  assert.deepEqual(answered, [
    { method: "GET", path: "/events", isError: false, count: 8 },
    { method: "GET", path: "/events", isError: true, count: 2 },
  ]);
});

function used(cpuSeconds: number) {
  return parseExposition(
    `process_cpu_seconds_total ${cpuSeconds}\nprocess_resident_memory_bytes 52428800`,
  );
}

Deno.test("CPU is the share of a core over the live window, memory what is held now", () => {
  const monitor = serviceMonitor("shop");
  assert.ok(Number.isNaN(monitor.observe(used(100), 0).figures.cpu));
  monitor.observe(used(100.5), 1);
  const { cpu, memory } = monitor.observe(used(100.6), 2).figures;
  assert.ok(Math.abs(cpu - 0.3) < 1e-9, String(cpu));
  assert.equal(memory, 52_428_800);
  for (let at = 3; at <= 8; at++) monitor.observe(used(100.6), at);
  assert.equal(monitor.observe(used(100.6), 9).figures.cpu, 0);
});

Deno.test("after a restart CPU time counts from 0", () => {
  const monitor = serviceMonitor("shop");
  monitor.observe(used(100), 0);
  assert.equal(monitor.observe(used(0.25), 1).figures.cpu, 0.25);
});

Deno.test("what is older than the live window does not count any more", () => {
  const monitor = serviceMonitor("shop");
  monitor.observe(scrape({ ok: 0 }), 0);
  monitor.observe(scrape({ ok: 0, failed: 100 }), 1);
  let errors = NaN;
  for (let at = 2; at <= 7; at++) {
    const seen = scrape({ ok: 10 * at, failed: 100 });
    errors = monitor.observe(seen, at).figures.errors;
  }
  assert.equal(errors, 0);
});

Deno.test("percentiles come from the growth of the buckets, in ms", () => {
  const monitor = serviceMonitor("shop");
  monitor.observe(scrape({ ok: 1000, quick: 1000 }), 0);
  const { figures } = monitor.observe(scrape({ ok: 1100, quick: 1090 }), 1);
  assert.equal(Math.round(figures.p50), 56);
  assert.equal(Math.round(figures.p95), 150);
  assert.equal(Math.round(figures.p99), 190);
});

Deno.test("a service that was restarted counts from 0", () => {
  const monitor = serviceMonitor("shop");
  monitor.observe(scrape({ ok: 1000 }), 0);
  assert.deepEqual(monitor.observe(undefined, 1).figures, NO_FIGURES);
  const { figures } = monitor.observe(scrape({ ok: 20 }), 2);
  assert.equal(
    figures.rate,
    10,
    "20 requests in the 2 s since the last scrape",
  );
});

Deno.test("the console's own requests are no traffic", () => {
  const monitor = serviceMonitor("shop");
  monitor.observe(scrape({ ok: 0, own: 1 }), 0);
  const { figures } = monitor.observe(scrape({ ok: 0, own: 50 }), 1);
  assert.equal(figures.rate, 0);
});

Deno.test("saturation and faults are read as they are", () => {
  const { figures, faults } = serviceMonitor("shop").observe(
    scrape({ ok: 1 }),
    0,
  );
  const { lag, pool, poolMax, poolWaiting } = figures;
  assert.deepEqual({ lag, pool, poolMax, poolWaiting }, {
    lag: 4,
    pool: 3,
    poolMax: 10,
    poolWaiting: 2,
  });
  assert.deepEqual(faults, { latency: 1, error: 0 });
  assert.equal(figures.faults, 1);
});
