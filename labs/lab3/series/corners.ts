/**
 * Cases in which traffic is missing, rare or interrupted.
 * @module
 */

import type { World } from "../../../scripts/adapters/prometheus/mod.ts";
import {
  constant,
  counter,
  durations,
  PAY,
  requests,
  steady,
  up,
} from "./traffic.ts";

/** Traffic that is there only in part, or not at all. */
export const corners: readonly World[] = [
  {
    // Nothing has ever failed: there is no series of a 5xx.
    name: "calm",
    series: {
      ...requests("/events", 200, steady(90)),
      ...requests(PAY, 200, steady(10)),
      ...up("gateway", false),
    },
  },
  {
    // Everything fails: there is no series of anything else.
    name: "down",
    series: {
      ...requests("/events", 502, steady(90)),
      ...requests(PAY, 503, steady(10)),
      ...up("gateway", true),
    },
  },
  {
    // No visitor comes any more.
    name: "silent",
    series: {
      ...requests("/events", 200, constant(500)),
      ...requests(PAY, 503, constant(20)),
      ...durations("/events", [
        constant(500),
        constant(500),
        constant(500),
        constant(500),
        constant(520),
      ]),
      ...up("gateway", true),
    },
  },
  {
    // Prometheus cannot reach the gateway, and never could.
    name: "blind",
    series: up("gateway", false),
  },
  {
    // Prometheus has lost the gateway ten minutes ago.
    name: "gone",
    series: {
      ...requests("/events", 200, counter({ perStep: 90, end: 40 })),
      ...requests(PAY, 503, counter({ perStep: 10, end: 40 })),
      ...durations("/events", [
        counter({ perStep: 90, end: 40 }),
        counter({ perStep: 90, end: 40 }),
        counter({ perStep: 90, end: 40 }),
        counter({ perStep: 90, end: 40 }),
        counter({ perStep: 100, end: 40 }),
      ]),
      ...up("gateway", false),
    },
  },
];

/** Other traffic: little of it, other failures, a gateway that restarts. */
export const others: readonly World[] = [
  {
    // A request each four seconds, of which every fourth fails or is slow.
    name: "quiet",
    series: {
      ...requests(PAY, 200, steady(3)),
      ...requests(PAY, 503, steady(1)),
      ...durations(PAY, [
        steady(3),
        steady(3),
        steady(3),
        steady(3),
        steady(4),
      ]),
      ...up("gateway", true),
    },
  },
  {
    // Each kind of failure that the gateway can answer with.
    name: "kinds",
    series: {
      ...requests("/events", 200, steady(60)),
      ...requests("/events", 500, steady(10)),
      ...requests("/events", 502, steady(10)),
      ...requests("/events", 503, steady(10)),
      ...requests("/events", 504, steady(10)),
      ...requests(PAY, 200, steady(60)),
      ...requests(PAY, 500, steady(10)),
      ...requests(PAY, 502, steady(10)),
      ...requests(PAY, 503, steady(10)),
      ...requests(PAY, 504, steady(10)),
      ...up("gateway", true),
    },
  },
  {
    // The gateway has restarted two minutes ago, after failures.
    name: "restarted",
    series: {
      ...requests(
        PAY,
        200,
        counter({ start: 1000, perStep: 100, restart: 72 }),
      ),
      ...requests(
        PAY,
        503,
        counter({ start: 500, bursts: { 66: 900, 68: 900 }, restart: 72 }),
      ),
      ...up("gateway", true),
    },
  },
];
