/**
 * Boards of Lab 3 that are wrong in one point.
 * @module
 */

import {
  type Change,
  edited,
  type Listed,
} from "../../../scripts/checks/variants/mod.ts";
import {
  board,
  display,
  FILE,
  gauge,
  latency,
  queries,
  saturation,
  steps,
} from "./board_edits.ts";

const WRONG: Readonly<Record<string, readonly [string, Change]>> = {
  "quantiles over 5 minutes": [
    "3.4",
    queries(latency, (expr) => expr.replace("[1m]", "[5m]")),
  ],
  "quantiles over 2 minutes": [
    "3.4",
    queries(latency, (expr) => expr.replace("[1m]", "[2m]")),
  ],
  "quantiles over 30 s": [
    "3.4",
    queries(latency, (expr) => expr.replace("[1m]", "[30s]")),
  ],
  "quantiles a minute ago": [
    "3.4",
    queries(latency, (expr) => expr.replace("[1m]", "[1m] offset 1m")),
  ],
  "quantiles with irate": [
    "3.4",
    queries(latency, (expr) => expr.replace("rate(", "irate(")),
  ],
  "quantiles without a rate": [
    "3.4",
    queries(latency, (expr) => expr.replace("rate(", "(").replace("[1m]", "")),
  ],
  "a window with one sample": [
    "3.4",
    queries(latency, (expr) => expr.replace("[1m]", "[15s]")),
  ],
  "quantiles of each path": [
    "3.4",
    queries(latency, (expr) => expr.replace("by (le)", "by (le, path)")),
  ],
  "quantiles of pays": [
    "3.4",
    queries(
      latency,
      (expr) => expr.replace("bucket[", 'bucket{path="/reserve/{id}/pay"}['),
    ),
  ],
  "quantiles of events": [
    "3.4",
    queries(latency, (expr) => expr.replace("gateway", "events")),
  ],
  "the mean of quantiles": [
    "3.4",
    queries(latency, (expr) => `avg(${expr.replace("sum by (le) ", "")})`),
  ],
  "p90 for p95": [
    "3.4",
    queries(latency, (expr) => expr.replace("0.95", "0.9")),
  ],
  "p999 for p99": [
    "3.4",
    queries(latency, (expr) => expr.replace("0.99", "0.999")),
  ],
  "no p50": ["3.4", latency(({ targets }) => void targets.shift())],
  "p50 hidden": [
    "3.4",
    latency(({ targets }) => void Object.assign(targets[0]!, { hide: true })),
  ],
  "milliseconds by name only": ["3.4", display(latency, { unit: "ms" })],
  "latency in percent": ["3.4", display(latency, { unit: "percent" })],
  "latency as a number": ["3.4", latency((one) => one.type = "stat")],
  "latency as a table": ["3.4", latency((one) => one.type = "table")],
  "latency still in words": [
    "3.4",
    latency((one) => {
      one.type = "text";
      one.targets = [];
      one.options = { content: "yours (Lab 3)" };
    }),
  ],
  "saturation without a scale": [
    "3.4",
    saturation(({ fieldConfig }) => {
      delete fieldConfig.defaults["min"];
      delete fieldConfig.defaults["max"];
    }),
  ],
  "saturation as a number": ["3.4", saturation((one) => one.type = "stat")],
  "saturation as a time series": [
    "3.4",
    saturation((one) => one.type = "timeseries"),
  ],
  "saturation up to 100": ["3.4", display(saturation, { max: 100 })],
  "saturation up to 20": ["3.4", display(saturation, { max: 20 })],
  "saturation from 1": ["3.4", display(saturation, { min: 1 })],
  "no thresholds": ["3.4", display(saturation, steps([null, "green"]))],
  "yellow from 8": [
    "3.4",
    display(saturation, steps([null, "green"], [8, "yellow"], [9, "red"])),
  ],
  "red from 10": [
    "3.4",
    display(saturation, steps([null, "green"], [7, "yellow"], [10, "red"])),
  ],
  "red and yellow swapped": [
    "3.4",
    display(saturation, steps([null, "green"], [7, "red"], [9, "yellow"])),
  ],
  "all green": [
    "3.4",
    display(saturation, steps([null, "green"], [7, "green"], [9, "green"])),
  ],
  "what there may be": ["3.4", queries(saturation, () => "events_db_pool_max")],
  "what waits": ["3.4", queries(saturation, () => "events_db_pool_waiting")],
  "a metric that there is not": [
    "3.4",
    queries(saturation, () => "events_db_connections"),
  ],
  "percent on a scale up to 10": [
    "3.4",
    queries(saturation, () => "100 * events_db_pool_size / events_db_pool_max"),
  ],
  "an export for others": [
    "3.4",
    board((one) => {
      for (const panel of one.panels) {
        panel["datasource"] = { type: "prometheus", uid: "${DS_PROMETHEUS}" };
      }
    }),
  ],
  "the error panel removed": [
    "3.4",
    board((one) => {
      one.panels = one.panels.filter(({ title }) =>
        !title.startsWith("Errors")
      );
    }),
  ],
  "the traffic panel removed": [
    "3.4",
    board((one) => {
      one.panels = one.panels.filter(({ title }) =>
        !title.startsWith("Traffic")
      );
    }),
  ],
  "not JSON": ["3.4", edited(FILE, (text) => text.replace(/\}\s*$/, ""))],
  "the gauge from 95": ["3.9", display(gauge, { min: 95 })],
  "the gauge from 0": ["3.9", display(gauge, { min: 0 })],
  "the gauge up to 101": ["3.9", display(gauge, { max: 101 })],
  "the gauge without a scale": [
    "3.9",
    gauge(({ fieldConfig }) => {
      delete fieldConfig.defaults["min"];
      delete fieldConfig.defaults["max"];
    }),
  ],
  "a threshold at 99.9": [
    "3.9",
    display(gauge, steps([null, "red"], [99.9, "green"])),
  ],
  "a threshold at 0.995": [
    "3.9",
    display(gauge, steps([null, "red"], [0.995, "green"])),
  ],
  "no threshold": ["3.9", display(gauge, steps([null, "green"]))],
  "the unit of a share": ["3.9", display(gauge, { unit: "percentunit" })],
  "the availability as a number": ["3.9", gauge((one) => one.type = "stat")],
  "the availability as a time series": [
    "3.9",
    gauge((one) => one.type = "timeseries"),
  ],
  "the mean of the view": [
    "3.9",
    gauge(({ options }) => {
      options["reduceOptions"] = { calcs: ["mean"] };
    }),
  ],
  "a share of its own minute": [
    "3.9",
    queries(
      gauge,
      () =>
        '100 * sum(rate(gateway_requests_total{status!~"5.."}[1m])) / sum(rate(gateway_requests_total[1m]))',
    ),
  ],
  "a share of its own five minutes": [
    "3.9",
    queries(
      gauge,
      () =>
        '100 * sum(rate(gateway_requests_total{status!~"5.."}[5m])) / sum(rate(gateway_requests_total[5m]))',
    ),
  ],
  "the mean of the recorded": [
    "3.9",
    queries(
      gauge,
      () => "100 * avg_over_time(gateway:sli_availability:ratio_rate5m[1h])",
    ),
  ],
  "full where no customer asks": [
    "3.9",
    queries(gauge, (expr) => `${expr} or vector(100)`),
  ],
  "the latency": [
    "3.9",
    queries(gauge, (expr) => expr.replace("availability", "latency_500ms")),
  ],
  "the share that fails": [
    "3.9",
    queries(gauge, () => "100 * (1 - gateway:sli_availability:ratio_rate5m)"),
  ],
  "full where there is no value": ["3.9", display(gauge, { noValue: "100" })],
  "no gauge": [
    "3.9",
    board((one) => {
      one.panels = one.panels.filter(({ title }) =>
        !title.startsWith("Availability")
      );
    }),
  ],
};

/** Each must fail at its step. */
export const WRONG_BOARDS: readonly Listed[] = Object.entries(WRONG).map((
  [name, [step, change]],
) => ({ name, kind: "neighbour", steps: [step], change }));
