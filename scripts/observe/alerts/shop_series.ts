/**
 * The samples that Prometheus would have scraped from the shop on a day, as
 * series for promtool.
 * @module
 */

import type { Labels } from "./alert_rule.ts";
import type { Day, Stretch } from "./days.ts";

/** Time between two scrapes (ms), as in monitoring/prometheus. */
export const SCRAPE_MS = 15_000;

/** A series of promtool. */
export interface Series {
  readonly series: string;
  readonly values: string;
}

/** A power of two: sums of such parts are exact. */
const PARTS = 2 ** 12;

/** Requests a visit makes, by what it is: 70 % look, 20 % reserve, 10 % buy. */
const LOOK = 0.7;
const RESERVE = 0.3;
const PAY = 0.1;

/** Upper bounds of the duration histogram (s), and how long requests take. */
const BUCKETS = ["0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "+Inf"];
const USUAL_S = 0.02;

/** A counter: how much it adds a second. */
interface Counter {
  readonly metric: string;
  readonly labels: Labels;
  readonly perSecond: (stretch: Stretch) => number;
  /** Not there before it has counted something, as labelled counters are. */
  readonly isLate: boolean;
}

/** All series of the day. @param scrapeMs time between two scrapes */
export function seriesOf(
  day: Day,
  scrapeMs: number = SCRAPE_MS,
): readonly Series[] {
  return [
    ...counters(day).map((one) => ({
      series: nameOf(one.metric, { ...one.labels, ...target(one.metric) }),
      values: valuesOf(day, one, scrapeMs),
    })),
    ...JOBS.map((job) => ({
      series: nameOf("up", { ...target(job) }),
      values: day.stretches.map((one) => {
        const isUp = !(job === "payments" && one.payments === "down");
        return `${isUp ? 1 : 0}x${scrapes(one, scrapeMs) - 1}`;
      }).join(" "),
    })),
  ];
}

const JOBS = ["gateway", "events", "payments"] as const;

const PORTS = { gateway: 8080, events: 8081, payments: 8082 } as const;

function target(metric: string): Labels {
  const job = JOBS.find((one) => metric.startsWith(one)) ?? "gateway";
  return { job, instance: `${job}:${PORTS[job]}` };
}

function counters(day: Day): readonly Counter[] {
  const failures = (
    kind: "pay" | "reserve",
  ) => [...new Set(day.stretches.flatMap((one) => Object.keys(one[kind])))];
  const journeys = [
    { path: "/events", method: "GET", of: looks, failed: [] },
    {
      path: "/events/{id}/reserve",
      method: "POST",
      of: ({ visits }: Stretch) => visits * RESERVE,
      failed: failures("reserve"),
    },
    {
      path: "/reserve/{id}/pay",
      method: "POST",
      of: ({ visits }: Stretch) => visits * PAY,
      failed: failures("pay"),
    },
  ];
  return [
    ...journeys.flatMap(({ path, method, of, failed }) => {
      const kind = path.endsWith("pay") ? "pay" : "reserve";
      return [
        ...["200", ...failed].map((status): Counter => ({
          metric: "gateway_requests_total",
          labels: { method, path, status, ok: String(status < "400") },
          perSecond: (one) =>
            of(one) *
            (status === "200" ? good(one[kind]) : one[kind][status] ?? 0),
          isLate: true,
        })),
        ...durations({ path, method, of }),
      ];
    }),
    ...["success", "failed"].map((result): Counter => ({
      metric: "payments_charges_total",
      labels: { result },
      perSecond: (one) => charges(one, result === "failed"),
      isLate: false,
    })),
    {
      metric: "events_orders_total",
      labels: {},
      perSecond: (one) => one.visits * PAY * good(one.pay),
      isLate: false,
    },
  ];
}

function looks({ visits, looks }: Stretch): number {
  return visits * LOOK * looks;
}

/** Share that is answered well. */
function good(shares: Stretch["pay"]): number {
  return 1 - Object.values(shares).reduce((sum, one) => sum + one, 0);
}

function charges({ visits, pay }: Stretch, isFailed: boolean): number {
  return visits * PAY * (isFailed ? pay["500"] ?? 0 : good(pay));
}

function durations(
  { path, method, of }: {
    readonly path: string;
    readonly method: string;
    readonly of: (stretch: Stretch) => number;
  },
): readonly Counter[] {
  const metric = "gateway_request_duration_seconds";
  const labels = { method, path };
  return [
    ...BUCKETS.map((le): Counter => ({
      metric: `${metric}_bucket`,
      labels: { ...labels, le },
      perSecond: of,
      isLate: false,
    })),
    { metric: `${metric}_count`, labels, perSecond: of, isLate: false },
    {
      metric: `${metric}_sum`,
      labels,
      perSecond: (one) => of(one) * USUAL_S,
      isLate: false,
    },
  ];
}

function scrapes({ for: ms }: Stretch, scrapeMs: number): number {
  return Math.max(1, Math.round(ms / scrapeMs));
}

/** promtool's `start+stepxTIMES`, one word a stretch; `_` is no sample. */
function valuesOf(
  { stretches }: Day,
  { metric, perSecond, isLate }: Counter,
  scrapeMs: number,
): string {
  let value = 0;
  let isThere = !isLate;
  const words: string[] = [];
  for (const stretch of stretches) {
    const count = scrapes(stretch, scrapeMs);
    const step = exact(perSecond(stretch) * scrapeMs / 1000);
    if (stretch.payments === "down" && metric.startsWith("payments")) {
      words.push("stale", `_x${count}`);
      value = 0;
      continue;
    }
    if (stretch.gateway === "restarted" && metric.startsWith("gateway")) {
      value = 0;
    }
    isThere ||= step > 0;
    words.push(
      isThere ? `${value + step}+${step}x${count - 1}` : `_x${count}`,
    );
    value += step * count;
  }
  return words.join(" ");
}

/**
 * The nearest number whose sums are exact. promtool adds step by step: what it
 * rounds up would be more than the next stretch begins with, and a counter that
 * falls has begun again.
 */
function exact(step: number): number {
  return Math.ceil(step * PARTS) / PARTS;
}

function nameOf(metric: string, labels: Labels): string {
  const list = Object.entries(labels).map(([key, value]) =>
    `${key}=${JSON.stringify(value)}`
  );
  return `${metric}{${list.join(",")}}`;
}
