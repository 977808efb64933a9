/**
 * Boards of Lab 3 in other forms, and boards that are wrong in one point.
 * @module
 */

import {
  type Change,
  edited,
  type Listed,
} from "../../../scripts/checks/variants/mod.ts";

const FILE = "monitoring/grafana/dashboards/golden-signals.json";

type Json = Record<string, unknown>;

/** A panel with the parts that variants change. */
interface Panel extends Json {
  title: string;
  type: string;
  options: Json;
  targets: { expr: string; [key: string]: unknown }[];
  fieldConfig: { defaults: Json; overrides: unknown[] };
}

interface Board extends Json {
  panels: Panel[];
}

/** Changes the board as a value. */
function board(change: (board: Board) => void): Change {
  return edited(FILE, (text) => {
    const value = JSON.parse(text) as Board; // our own solution
    change(value);
    return JSON.stringify(value, undefined, 2);
  });
}

/** Changes the panel whose title begins so. */
function panel(title: string, change: (panel: Panel) => void): Change {
  return board(({ panels }) => {
    const found = panels.find((one) => one.title.startsWith(title));
    if (found === undefined) throw new Error(`no panel ${title}`);
    change(found);
  });
}

const latency = (change: (panel: Panel) => void) => panel("Latency", change);
const saturation = (change: (panel: Panel) => void) =>
  panel("Saturation", change);
const gauge = (change: (panel: Panel) => void) => panel("Availability", change);

const queries = (
  what: typeof latency,
  edit: (expr: string) => string,
): Change =>
  what(({ targets }) => {
    for (const target of targets) target.expr = edit(target.expr);
  });

const display = (what: typeof latency, more: Json): Change =>
  what(({ fieldConfig }) => Object.assign(fieldConfig.defaults, more));

const steps = (...all: readonly (readonly [number | null, string])[]) => ({
  thresholds: {
    mode: "absolute",
    steps: all.map(([value, color]) => ({ value, color })),
  },
});

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

/** Boards in other forms, and wrong ones. */
export const BOARD_VARIANTS: readonly Listed[] = [
  ...Object.entries(SAME).map(([name, change]): Listed => ({
    name,
    kind: "equivalent",
    steps: ["3.4", "3.9"],
    change,
  })),
  ...Object.entries(WRONG).map(([name, [step, change]]): Listed => ({
    name,
    kind: "neighbour",
    steps: [step],
    change,
  })),
];
