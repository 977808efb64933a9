/**
 * The generator's own metrics: what it sent and what came back, as its side saw
 * it, for the same Prometheus that watches the shop.
 * @module
 */

import { Counter, Gauge, Histogram, Registry } from "prom-client";
import { decodeLatency } from "./latency.ts";
import { type Result, RESULTS } from "./result.ts";
import { type Scenario, stepsOf } from "../scenario/scenario.ts";
import type { Slice } from "../engine/slice.ts";

/** The shop's own buckets (s), so that the two sides can be compared. */
const BUCKETS = [
  0.005,
  0.01,
  0.025,
  0.05,
  0.075,
  0.1,
  0.25,
  0.5,
  0.75,
  1,
  2.5,
  5,
  7.5,
  10,
];

/** Metrics of a run. */
export interface RunMetrics {
  onSlice(slice: Slice): void;
  /** Prometheus text. */
  text(): Promise<string>;
}

/** Metrics of a run that has not begun; every series is there from the start. */
export function runMetrics(
  scenario: Scenario,
  rateAt: (atMs: number) => number | undefined,
): RunMetrics {
  const registers = [new Registry()];
  const requests = new Counter({
    name: "loadgen_requests_total",
    help: "Requests that have ended, by step and how they ended",
    labelNames: ["step", "result"],
    registers,
  });
  const journeys = new Counter({
    name: "loadgen_journeys_total",
    help: "Journeys that have ended, by the result of their last step",
    labelNames: ["journey", "result"],
    registers,
  });
  const seconds = new Histogram({
    name: "loadgen_request_duration_seconds",
    help: "Latency of requests, the first of a visit from when it was due",
    labelNames: ["step"],
    buckets: BUCKETS,
    registers,
  });
  const counter = (name: string, help: string) =>
    new Counter({ name, help, registers });
  const gauge = (name: string, help: string) =>
    new Gauge({ name, help, registers });
  const started = counter("loadgen_visits_started_total", "Visits begun");
  const dropped = counter(
    "loadgen_visits_dropped_total",
    "Visits for which there was no room",
  );
  const orders = counter("loadgen_orders_total", "Orders completed");
  const inFlight = gauge("loadgen_visits_in_flight", "Visits under way");
  const target = gauge("loadgen_target_rate", "Visits a second that are due");
  const lag = gauge(
    "loadgen_lag_seconds",
    "How late the generator itself was in the last second (p99)",
  );
  const steps = new Set(stepsOf(scenario).map(({ name }) => name));
  for (const result of RESULTS) {
    for (const step of steps) requests.inc({ step, result }, 0);
    for (const { name } of scenario.journeys) {
      journeys.inc({ journey: name, result }, 0);
    }
  }

  function count(name: string, result: Result, by: number): void {
    if (steps.has(name)) requests.inc({ step: name, result }, by);
    else journeys.inc({ journey: name, result }, by);
  }

  return {
    onSlice(slice) {
      started.inc(slice.started);
      dropped.inc(slice.dropped);
      orders.inc(slice.orders);
      inFlight.set(slice.inFlight);
      target.set(rateAt(slice.atMs) ?? 0);
      const late = decodeLatency(slice.lag).percentileMs(99);
      lag.set(Number.isNaN(late) ? 0 : late / 1000);
      for (const [name, tally] of Object.entries(slice.tallies)) {
        for (const result of RESULTS) {
          count(name, result, tally.results[result]);
        }
        if (!steps.has(name)) continue;
        for (const { ms, count } of decodeLatency(tally.latency).values()) {
          for (let i = 0; i < count; i++) {
            seconds.observe({ step: name }, ms / 1000);
          }
        }
      }
    },
    text: () => registers[0]?.metrics() ?? Promise.resolve(""),
  };
}
