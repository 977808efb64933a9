/**
 * Targets, budgets, and what an event costs of them.
 * @module
 */

import type { ChartInput } from "../chart.ts";
import { range, rounded } from "./numbers.ts";

/** Minutes of an average month, a twelfth of 365.25 days. */
const MONTH_MIN = 730.5 * 60;
/** Minutes of full outage that 99.5 % allows in 7 days. */
const WEEK_BUDGET_MIN = 7 * 24 * 60 * 0.005;
/** Failed requests that 99.5 % allows in 7 days at 1,000 a day. */
const WEEK_BUDGET_REQUESTS = 7 * 1000 * 0.005;

/** One visit in ten pays, which is one request in eleven. */
const PAYS_OF_REQUESTS = 1 / 11;

export const budgetCharts: Readonly<Record<string, ChartInput>> = {
  "downtime-by-target": {
    kind: "bars",
    horizontal: true,
    height: 212,
    x: {
      label: "",
      scale: "category",
      categories: ["99 %", "99.9 %", "99.99 %", "99.999 %"],
    },
    y: {
      label: "minutes of downtime in a month (log scale)",
      scale: "log",
      min: 0.1,
    },
    series: [{
      name: "downtime",
      values: [0.01, 0.001, 0.0001, 0.00001].map((share) =>
        rounded(MONTH_MIN * share)
      ),
    }],
    labels: true,
    source: { how: "computed", by: "730.5 h × 60 × (1 − target)" },
  },
  "error-budget-30-days": {
    kind: "lines",
    height: 260,
    x: { label: "days of the window", min: 0, max: 30 },
    y: { label: "error budget left, %", min: 0, max: 100 },
    series: [
      {
        name: "at a burn rate of 1",
        points: [[0, 100], [30, 0]],
      },
      {
        name: "at 0.5",
        points: [[0, 100], [30, 50]],
      },
      {
        name: "at 0.5, with a full outage of 100 min",
        // An outage of 100 minutes takes 100 of the 216 minutes that 99.5 % allows.
        points: [[0, 100], [12, 80], [12, rounded(80 - 100 / 216 * 100)], [
          30,
          rounded(50 - 100 / 216 * 100),
        ]],
      },
    ],
    source: { how: "computed", by: "100 − burn rate × days ÷ 30 × 100" },
  },
  "outage-versus-leak": {
    kind: "bars",
    height: 226,
    x: {
      label: "",
      scale: "category",
      categories: [
        "40 min outage at night, 3 customers",
        "1 % of requests fail all week",
      ],
    },
    y: { label: "share of the weekly budget, %", min: 0 },
    series: [
      {
        name: "counted in minutes of outage",
        values: [rounded(40 / WEEK_BUDGET_MIN * 100), 0],
      },
      {
        name: "counted in requests",
        values: [
          rounded(3 / WEEK_BUDGET_REQUESTS * 100),
          rounded(70 / WEEK_BUDGET_REQUESTS * 100),
        ],
      },
    ],
    labels: true,
    source: {
      how: "computed",
      by: "an objective of 99.5 % over 7 days, 1,000 requests a day",
    },
  },
  "pay-hidden-in-all-routes": {
    kind: "lines",
    height: 270,
    x: { label: "payments that fail, %", min: 0, max: 100 },
    y: { label: "SLI, %", min: 0, max: 100 },
    series: [
      {
        name: "over all routes",
        points: range(0, 100, 10).map((failed) => [
          failed,
          rounded(100 - failed * PAYS_OF_REQUESTS),
        ]),
      },
      {
        name: "over payments",
        points: range(0, 100, 10).map((failed) => [failed, 100 - failed]),
      },
    ],
    source: { how: "computed", by: "one request in eleven is a payment" },
  },
  "canary-budget": {
    kind: "bars",
    horizontal: true,
    height: 208,
    x: {
      label: "",
      scale: "category",
      categories: [
        "full release, 5 min",
        "canary of 20 %, 30 s",
        "canary of Lab 7, 64 s",
      ],
    },
    y: { label: "minutes of full outage (log scale)", scale: "log", min: 0.01 },
    series: [{
      name: "cost",
      values: [5, rounded(0.5 * 0.2), rounded(64 / 60 * 0.2 * 0.5)],
    }],
    labels: true,
    source: {
      how: "computed",
      by: "minutes × share of pods × share of failing requests",
    },
  },
  "open-branches": {
    kind: "bars",
    height: 205,
    x: {
      label: "open branches",
      scale: "category",
      categories: range(1, 10).map(String),
    },
    y: { label: "pairs that were never tested together", min: 0 },
    series: [{
      name: "pairs",
      values: range(1, 10).map((n) => n * (n - 1) / 2),
    }],
    labels: true,
    source: { how: "computed", by: "n × (n − 1) ÷ 2" },
  },
  "risk-minutes": {
    kind: "bars",
    horizontal: true,
    height: 208,
    x: {
      label: "",
      scale: "category",
      categories: [
        "PostgreSQL loses its disk",
        "payments is slow",
        "a certificate expires",
      ],
    },
    y: { label: "budget minutes per year", min: 0 },
    series: [{
      name: "budget minutes",
      values: [1 * (5 + 25) * 1, 12 * (10 + 20) * 0.1, 1 * (30 + 60) * 1],
    }],
    labels: true,
    source: {
      how: "computed",
      by: "times per year × minutes to detect and repair × share of customers",
    },
  },
};
