import assert from "node:assert/strict";
import type { Tried } from "./board/try_panels.ts";
import { evaluateGauge } from "./gauge_check.ts";
import { evaluateSignals } from "./signals_check.ts";

function panel(
  title: string,
  type: string,
  values: readonly (readonly number[])[],
  more: Partial<Tried> = {},
): Tried {
  return {
    title,
    type,
    exprs: values.map((_, i) => `duration ${i}`),
    values,
    sources: ["prometheus"],
    unit: "",
    min: undefined,
    max: undefined,
    thresholds: [],
    calcs: [],
    noValue: "",
    words: "",
    ...more,
  };
}

const STEPS = [
  { value: 7, color: "yellow" },
  { value: 9, color: "red" },
];
const SCALE = { min: 0, max: 10, thresholds: STEPS };

/** Panels with what right ones answer in the mixed traffic. */
const TRIED: readonly Tried[] = [
  panel("Traffic", "timeseries", [[46.667, 3.333, 13.333, 3.333]]),
  panel("Errors", "timeseries", [[2]]),
  panel("Who is up", "stat", [[1, 1, 0]]),
  panel("Latency", "timeseries", [[0.20833], [0.75], [1.9]], { unit: "s" }),
  panel("Saturation", "gauge", [[4]], SCALE),
];

const MINUTE = [1.375, 2.3875, 2.4775];

/** The finding when one panel is different. */
function found(title: string, change: Partial<Tried>, minute = MINUTE) {
  const mixed = TRIED.map((one) =>
    one.title === title ? { ...one, ...change } : one
  );
  const shifted = mixed.map((one) =>
    one.title === "Latency"
      ? { ...one, values: minute.map((value) => [value]) }
      : one
  );
  return evaluateSignals({ mixed, shifted, lastMinute: MINUTE });
}

Deno.test("the board is right when it tells the four signals", () => {
  const { verdict, measured } = found("", {});
  assert.equal(verdict, "pass", measured);
  for (
    const [title, change] of [
      ["Latency", { values: [[1.9, 0.75, 0.20833]], exprs: ["durations"] }],
      ["Latency", { type: "graph", unit: "" }],
      ["Saturation", { type: "bargauge" }],
      [
        "Saturation",
        {
          values: [[40]],
          max: 100,
          thresholds: [
            { value: 70, color: "#EAB839" },
            { value: 90, color: "dark-red" },
          ],
        },
      ],
    ] as const
  ) assert.equal(found(title, change).verdict, "pass", JSON.stringify(change));
});

for (
  const [title, change, says] of [
    ["Latency", { values: [[0.2], [0.75], [0.9]] }, /no panel has p50/],
    [
      "Latency",
      { values: [[0.20833, 0.3], [0.75], [1.9]] },
      /no panel has p50/,
    ],
    ["Latency", { values: [[0.2, 0.3], [0.75], []] }, /no data/],
    ["Latency", { type: "stat" }, /is a stat, not a time series/],
    ["Latency", { unit: "percent" }, /has the unit percent/],
    ["Saturation", { values: [[10]] }, /connections in use/],
    ["Saturation", { type: "stat" }, /is a stat, not a gauge/],
    ["Saturation", { max: 100 }, /ends at 100/],
    ["Saturation", { max: undefined }, /ends at no value/],
    ["Saturation", { min: 1 }, /begins at 1/],
    [
      "Saturation",
      { thresholds: STEPS.slice(1) },
      /does not become yellow at 7/,
    ],
    [
      "Saturation",
      { thresholds: STEPS.slice(0, 1) },
      /does not become red at 9/,
    ],
    [
      "Saturation",
      {
        thresholds: [{ value: 7, color: "red" }, { value: 9, color: "yellow" }],
      },
      /is red from 7, not yellow/,
    ],
    ["Traffic", { sources: ["${DS_PROMETHEUS}"] }, /not provisioned/],
    ["Traffic", { values: [[46]] }, /no panel shows the rate of all/],
    ["Errors", { values: [[12]] }, /share of requests that fail/],
    ["Who is up", { words: "yours (Lab 3)" }, /still holds text/],
  ] as const
) {
  Deno.test(`3.4 refuses a board with ${title} ${JSON.stringify(change)}`, () => {
    const { verdict, measured } = found(title, change);
    assert.equal(verdict, "fail");
    assert.match(measured, says);
  });
}

Deno.test("3.4 tells a minute from five, and waits for Task 2", () => {
  const { verdict, measured } = found("", {}, [0.2, 1.79, 2.36]);
  assert.equal(verdict, "fail");
  assert.match(measured, /does not show the last minute/);
  const later = panel("Later", "gauge", [[]], {
    exprs: ["100 * gateway:sli_availability:ratio_rate5m"],
  });
  const mixed = [...TRIED, later];
  const shifted = TRIED.map((one) =>
    one.title === "Latency"
      ? { ...one, values: MINUTE.map((value) => [value]) }
      : one
  );
  assert.equal(
    evaluateSignals({ mixed, shifted, lastMinute: MINUTE }).verdict,
    "pass",
  );
});

const NAME = "gateway:sli_availability:ratio_rate5m";

/** The finding of 3.9 for a gauge, where right rules are recorded. */
function gauge(
  change: Partial<Tried>,
  { recent = [70.4], silent = [] }: {
    readonly recent?: readonly number[];
    readonly silent?: readonly number[];
  } = {},
) {
  const of = (values: readonly number[]) => [
    panel("Availability", "gauge", [values], {
      exprs: [`100 * ${NAME}`],
      unit: "percent",
      min: 99,
      max: 100,
      thresholds: [{ value: 99.5, color: "green" }],
      ...change,
    }),
  ];
  return evaluateGauge({
    mixed: change.values === undefined ? of([98]) : of([]),
    recent: of(recent),
    silent: of(silent),
    recorded: [NAME],
  });
}

Deno.test("3.9 takes a gauge of the recorded availability, in percent or as a share", () => {
  assert.equal(gauge({}).verdict, "pass");
  assert.equal(gauge({}).remark, undefined);
  assert.match(gauge({ unit: "" }).remark ?? "", /unit/);
  const red = { thresholds: [{ value: 99.5, color: "dark-red" }] };
  assert.match(gauge(red).remark ?? "", /red at the objective/);
  assert.equal(gauge({ type: "bargauge" }).verdict, "pass");
  assert.equal(gauge({ calcs: ["lastNotNull"] }).verdict, "pass");
  assert.equal(gauge({ values: [[]] }).verdict, "not_started");
});

for (
  const [change, cases, says] of [
    [{}, { recent: [100] }, /five minutes/],
    [{}, { silent: [100] }, /shows 100 where no customer/],
    [{ min: 0 }, {}, /begins at 0/],
    [{ min: 95 }, {}, /begins at 95/],
    [{ max: undefined }, {}, /ends at no value/],
    [{ thresholds: [{ value: 95, color: "red" }] }, {}, /no threshold/],
    [{ type: "stat" }, {}, /is a stat/],
    [{ unit: "percentunit" }, {}, /unit percentunit/],
    [{ unit: "s" }, {}, /unit s/],
    [{ calcs: ["mean"] }, {}, /shows the mean/],
    [{ noValue: "100" }, {}, /shows 100 where there is no value/],
    [{ exprs: ["100 * sum(rate(a[5m]))"] }, {}, /a share of its own/],
  ] as const
) {
  Deno.test(`3.9 refuses a gauge with ${JSON.stringify([change, cases])}`, () => {
    const { verdict, measured } = gauge(change, cases);
    assert.equal(verdict, "fail");
    assert.match(measured, says);
  });
}
