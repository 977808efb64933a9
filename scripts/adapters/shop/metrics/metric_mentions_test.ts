import assert from "node:assert/strict";
import { knownMetrics, recordedIn, unknownMetrics } from "./metric_mentions.ts";
import { metricsCatalogue } from "./metrics_catalogue.ts";

const known = knownMetrics(
  metricsCatalogue(),
  new Set(recordedIn("rules:\n  - record: slo:burn:ratio\n    expr: 1\n")),
);

Deno.test("metrics that exist may be named, in prose, PromQL, YAML and JSON", () => {
  for (
    const text of [
      "`gateway_requests_total{method,path,status}` counts",
      'sum(rate(gateway_requests_total{status=~"5..", path="/events/{id}"}[5m]))',
      'rate(gateway_request_duration_seconds_bucket{le="0.5"}[5m])',
      '"expr": "rate(payments_charges_total{result=\\"failed\\"}[1m])"',
      'slo:burn:ratio{slo="pay",anything="x"} process_resident_memory_bytes',
      "the file services/events_total and events_per_hour are not metrics",
    ]
  ) assert.deepEqual(unknownMetrics(text, known), [], text);
});

Deno.test("a metric or a label that does not exist is reported", () => {
  const bad = [
    [
      "rate(gateway_request_total[5m])",
      /no metric is called gateway_request_total/,
    ],
    ["events_db_pool_bytes", /no metric is called events_db_pool_bytes/],
    ["slo:burn:rate", /no metric is called slo:burn:rate/],
    [
      'gateway_requests_total{code="500"}',
      /no label code, only method, path, status/,
    ],
    ["payments_charges_total{status}", /no label status, only result/],
  ] as const;
  for (const [text, problem] of bad) {
    const problems = unknownMetrics(`${text} and ${text}`, known);
    assert.equal(problems.length, 1, text);
    assert.match(problems[0] ?? "", problem);
  }
});

Deno.test("the catalogue has what the contract promises of each service", () => {
  const names = metricsCatalogue().map(({ name }) => name);
  for (const service of ["gateway", "events", "payments"]) {
    assert.ok(names.includes(`${service}_requests_total`));
    assert.ok(names.includes(`${service}_request_duration_seconds`));
  }
  assert.ok(names.length > 25);
});
