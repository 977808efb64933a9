/**
 * Boards of Lab 3 in other forms.
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
  type Panel,
  queries,
  saturation,
  steps,
} from "./board_edits.ts";

const SAME: Readonly<Record<string, Change>> = {
  "one line": edited(FILE, (text) => JSON.stringify(JSON.parse(text))),
  "CRLF": edited(FILE, (text) => text.replaceAll("\n", "\r\n")),
  "a byte order mark": edited(FILE, (text) => `\uFEFF${text}`),
  "saved by Grafana: version, id, no data source of the panel": board((one) => {
    Object.assign(one, { id: 7, version: 12, annotations: { list: [] } });
    for (const panel of one.panels) delete panel["datasource"];
  }),
  "another uid": board((one) => one["uid"] = "adf3k2j"),
  "the data source by its name": board((one) => {
    for (const panel of one.panels) panel["datasource"] = "Prometheus";
  }),
  "the data source in a variable": board((one) => {
    one["templating"] = {
      list: [{ name: "ds", type: "datasource", query: "prometheus" }],
    };
    for (const panel of one.panels) {
      panel["datasource"] = { type: "prometheus", uid: "${ds}" };
    }
  }),
  "the data source in every query": board((one) => {
    for (const panel of one.panels) {
      panel["datasource"] = { uid: "-- Mixed --" };
      for (const target of panel.targets) {
        target["datasource"] = { type: "prometheus", uid: "prometheus" };
        Object.assign(target, { editorMode: "code", range: true, refId: "A" });
      }
    }
  }),
  "panels in a row": board((one) => {
    one.panels = [
      { type: "row", title: "Signals", collapsed: true, panels: one.panels },
    ] as unknown as Panel[];
  }),
  "other titles, other order": board((one) => {
    one.panels.reverse();
    for (const [i, panel] of one.panels.entries()) panel.title = `Панель ${i}`;
  }),
  "Grafana's interval of rates": queries(
    latency,
    (expr) => expr.replace("[1m]", "[$__rate_interval]"),
  ),
  "the window in seconds": queries(
    latency,
    (expr) => expr.replace("[1m]", "[60s]"),
  ),
  "the window in a variable": board((one) => {
    one["templating"] = {
      list: [{ name: "window", type: "interval", current: { value: "1m" } }],
    };
    for (const { targets } of one.panels) {
      for (const target of targets) {
        target.expr = target.expr.replace("[1m]", "[$window]");
      }
    }
  }),
  "increase in the place of rate": queries(
    latency,
    (expr) => expr.replace("rate(", "increase("),
  ),
  "without the other labels": queries(
    latency,
    (expr) =>
      expr.replace(
        "sum by (le) (",
        "sum without (method, path, instance, job) (",
      ),
  ),
  "by behind the sum": queries(
    latency,
    (expr) => expr.replace(/sum by \(le\) \((.*)\)\)$/, "sum($1) by (le))"),
  ),
  "the job in the selector": queries(
    latency,
    (expr) => expr.replace("bucket[", 'bucket{job="gateway"}['),
  ),
  "0.50": queries(latency, (expr) => expr.replace("0.5,", "0.50,")),
  "milliseconds": latency(({ targets, fieldConfig }) => {
    fieldConfig.defaults["unit"] = "ms";
    for (const target of targets) target.expr = `1000 * ${target.expr}`;
  }),
  "no unit": latency(({ fieldConfig }) =>
    void delete fieldConfig.defaults["unit"]
  ),
  "durations as a unit": display(latency, { unit: "dtdurations" }),
  "queries in another order": latency(({ targets }) => void targets.reverse()),
  "a hidden query besides": latency(({ targets }) =>
    void targets.push({ expr: "rate(gateway_requests_total[1m])", hide: true })
  ),
  "the mean besides": latency(({ targets }) =>
    void targets.push({
      expr:
        "sum(rate(gateway_request_duration_seconds_sum[1m])) / sum(rate(gateway_request_duration_seconds_count[1m]))",
    })
  ),
  "the sum of the pool": queries(saturation, (expr) => `sum(${expr})`),
  "the pool of the job": queries(
    saturation,
    (expr) => `max(${expr}{job="events"})`,
  ),
  "the pool as an instant query": saturation(({ targets }) => {
    for (const target of targets) target["instant"] = true;
  }),
  "the pool in percent": saturation(({ targets, fieldConfig }) => {
    for (const target of targets) {
      target.expr = "100 * sum(events_db_pool_size) / sum(events_db_pool_max)";
    }
    Object.assign(fieldConfig.defaults, {
      unit: "percent",
      max: 100,
      ...steps([null, "green"], [70, "yellow"], [90, "red"]),
    });
  }),
  "thresholds in percent of the scale": display(saturation, {
    thresholds: {
      mode: "percentage",
      steps: [
        { value: null, color: "green" },
        { value: 70, color: "#EAB839" },
        { value: 90, color: "red" },
      ],
    },
  }),
  "another green, and another red": display(
    saturation,
    steps([0, "blue"], [7, "#EAB839"], [9, "dark-red"]),
  ),
  "a bar gauge": saturation((one) => one.type = "bargauge"),
  "the scale in an override": saturation(({ fieldConfig }) => {
    const { max } = fieldConfig.defaults;
    delete fieldConfig.defaults["max"];
    fieldConfig.overrides = [{
      matcher: { id: "byName", options: "in use" },
      properties: [{ id: "max", value: max }],
    }];
  }),
  "the last value, not null": gauge(({ options }) => {
    options["reduceOptions"] = { calcs: ["lastNotNull"], values: false };
  }),
  "times 100 behind": queries(
    gauge,
    () => "gateway:sli_availability:ratio_rate5m * 100",
  ),
  "as a share": gauge(({ targets, fieldConfig }) => {
    for (const target of targets) {
      target.expr = "gateway:sli_availability:ratio_rate5m";
    }
    Object.assign(fieldConfig.defaults, {
      unit: "percentunit",
      min: 0.99,
      max: 1,
      ...steps([null, "red"], [0.995, "green"]),
    });
  }),
  "two colours": display(gauge, steps([null, "red"], [99.5, "green"])),
  "the minimum of the recorded": queries(gauge, (expr) => `min(${expr})`),
  "decimals and no data in words": display(gauge, {
    decimals: 2,
    noValue: "no customers",
  }),
};

/** Each must pass both steps. */
export const SAME_BOARDS: readonly Listed[] = Object.entries(SAME).map((
  [name, change],
) => ({ name, kind: "equivalent", steps: ["3.4", "3.9"], change }));
