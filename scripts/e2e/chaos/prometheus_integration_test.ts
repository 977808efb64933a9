// Runs with -P=test-system
/**
 * The same measures, asked of a real Prometheus and computed here.
 */

import assert from "node:assert/strict";
import { systemClock } from "../../../services/shared/clock.ts";
import { realHost } from "../../lib/cli/host.ts";
import { runProgram } from "../../lib/process/command.ts";
import {
  type RunningPrometheus,
  startPrometheus,
} from "../../observe/slo/prometheus.ts";
import { until } from "../../lib/wait/wait.ts";
import { readMetrics } from "../../chaos/model/target.ts";
import { measure } from "../../chaos/probes/measure.ts";
import { metricsHistory } from "../../chaos/model/metrics_history.ts";
import {
  type MetricsProvider,
  metricsProvider,
} from "../../chaos/model/probe_providers.ts";
import { prometheusAt } from "../../adapters/prometheus/query.ts";
import { readNumber } from "../../adapters/prometheus/reading.ts";
import { promqlOf } from "../../chaos/probes/promql.ts";
import { openShop } from "./shop.ts";
import { shippedFile } from "../../chaos/shipped.ts";

const program = Deno.env.get("PROMETHEUS") ?? "prometheus";
const missing = await runProgram(program, ["--version"])
  .then(() => false, () => true);
if (missing) {
  realHost().err("SKIPPED: needs prometheus on PATH or in PROMETHEUS");
}

const MEASURES: readonly MetricsProvider[] = [
  { measure: "rate", of: "gateway_requests_total" },
  { measure: "increase", of: 'gateway_requests_total{path="/events"}' },
  {
    measure: "ratio",
    of: 'gateway_requests_total{path="/events"}',
    to: "gateway_requests_total",
  },
  {
    measure: "quantile",
    q: 0.5,
    of: 'gateway_request_duration_seconds{path="/events"}',
  },
  { measure: "value", of: "events_db_pool_max", service: "events" },
].map((rest) =>
  metricsProvider.parse({
    type: "metrics",
    service: "gateway",
    window: 10,
    ...rest,
  })
);

Deno.test({
  name:
    "a Prometheus says what the services' own metrics say, and runs an experiment",
  ignore: missing,
  async fn(t) {
    await using shop = await openShop({ rps: 30, seconds: 120 });
    const { urls } = shop.stack;
    const prometheus: RunningPrometheus = await startPrometheus({
      program,
      targets: Object.fromEntries(
        Object.entries(urls).map(([name, url]) => [name, new URL(url).host]),
      ),
      ruleFiles: [],
      interval: "1s",
    });
    try {
      const api = prometheusAt(prometheus.url);
      const history = metricsHistory({
        clock: systemClock,
        services: ["gateway", "events"],
        wants: () => true,
        read: async (service) => [
          await readMetrics(
            service,
            urls[service] ?? "",
            fetch,
            AbortSignal.timeout(2000),
          ),
        ],
      });
      const looks = setInterval(() => void history.look(), 500);
      const from = performance.now();
      await until(
        "there are twelve seconds of metrics",
        () => Promise.resolve(performance.now() - from > 13_000),
      );
      clearInterval(looks);
      for (const provider of MEASURES) {
        const to = systemClock.monotonic();
        const own = measure(provider, history.of(provider.service), {
          from: to - 10_000,
          to,
        });
        const theirs = await readNumber(api, promqlOf(provider, 10));
        const [a, b] = [Number(own.value), Number(theirs.value)];
        await t.step(
          `${provider.measure}: ${a} here, ${b} there`,
          () =>
            assert.ok(Math.abs(a - b) <= 0.35 * Math.max(a, b), String(a - b)),
        );
      }
      const { journal } = await shop.run({
        file: shippedFile("payments-half-failing"),
        given: { rate: 1 },
        speed: 5,
        prometheusUrl: prometheus.url,
      });
      assert.equal(
        journal.quickticket.verdict,
        "broken",
        journal.quickticket.reason,
      );
      assert.match(journal.quickticket.broken_by ?? "", /pays that fail/);
    } finally {
      await prometheus.close();
    }
  },
});
