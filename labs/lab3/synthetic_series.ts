/**
 * Traffic that is made up, and what is true of it. Each series has something in
 * it that one wrong rule would count and a right one does not.
 * @module
 */

import type { World } from "../../scripts/adapters/prometheus/mod.ts";

/** Time between two samples. */
export const STEP = "15s";

/** When is asked. */
export const AT = "20m";

/** Samples until then, and a few more. */
const STEPS = 84;

const PAY = "/reserve/{id}/pay";

/** Grows by so many a step, from the beginning. */
function steady(perStep: number): string {
  return `0+${perStep}x${STEPS}`;
}

/** Grows only between these two steps. */
function between(from: number, to: number, perStep: number): string {
  const most = (to - from) * perStep;
  return `0x${from - 1} ${perStep}+${perStep}x${to - from - 1} ${most}x${
    STEPS - to
  }`;
}

function requests(
  path: string,
  status: number,
  values: string,
): Record<string, string> {
  const method = path === "/events" ? "GET" : "POST";
  const labels = `method="${method}",path="${path}",status="${status}"`;
  return { [`gateway_requests_total{job="gateway",${labels}}`]: values };
}

/** Answers of one path by how long they took: up to 0.25 s, 0.5 s, 0.75 s, 1 s, 2.5 s. */
function durations(
  service: string,
  path: string,
  counts: readonly [number, number, number, number, number],
): Record<string, string> {
  const name = `${service}_request_duration_seconds`;
  const labels = `job="${service}",method="GET",path="${path}"`;
  const bounds = ["0.25", "0.5", "0.75", "1", "2.5", "+Inf"];
  return Object.fromEntries([
    ...bounds.map((
      le,
      i,
    ) => [
      `${name}_bucket{${labels},le="${le}"}`,
      steady(counts[i] ?? counts[4]),
    ]),
    [`${name}_count{${labels}}`, steady(counts[4])],
    [`${name}_sum{${labels}}`, steady(counts[4] / 10)],
  ]);
}

/** Every 1000 requests of it: 20 pays fail, 100 are refused, 100 take above half a second. */
const mixed: World = {
  name: "mixed",
  series: {
    ...requests("/events", 200, steady(700)),
    ...requests("/events/{id}", 404, steady(50)),
    ...requests("/events/{id}/reserve", 200, steady(150)),
    ...requests("/events/{id}/reserve", 409, steady(50)),
    ...requests(PAY, 200, steady(30)),
    ...requests(PAY, 503, steady(20)),
    ...durations("gateway", "/events", [580, 690, 700, 700, 700]),
    ...durations("gateway", PAY, [20, 210, 250, 270, 300]),
    // What the gateway asks of others is no request of a customer.
    'events_requests_total{job="events",method="GET",path="/events",status="500"}':
      steady(400),
    'payments_requests_total{job="payments",method="POST",path="/charge",status="500"}':
      steady(20),
    'payments_requests_total{job="payments",method="POST",path="/charge",status="200"}':
      steady(30),
    ...durations("events", "/events", [0, 0, 0, 0, 700]),
    'events_db_pool_size{job="events"}': `4x${STEPS}`,
    'events_db_pool_max{job="events"}': `10x${STEPS}`,
    'events_db_pool_waiting{job="events"}': `3x${STEPS}`,
    'up{job="gateway"}': `1x${STEPS}`,
    'up{job="events"}': `1x${STEPS}`,
    'up{job="payments"}': `0x${STEPS}`,
  },
};

/** All of them. */
export const WORLDS: readonly World[] = [
  mixed,
  {
    // Nothing has ever failed: there is no series of a 5xx.
    name: "calm",
    series: {
      ...requests("/events", 200, steady(90)),
      ...requests(PAY, 200, steady(10)),
      'up{job="gateway"}': `0x${STEPS}`,
    },
  },
  {
    // Everything fails: there is no series of anything else.
    name: "down",
    series: {
      ...requests("/events", 502, steady(90)),
      ...requests(PAY, 503, steady(10)),
      'up{job="gateway"}': `1x${STEPS}`,
    },
  },
  {
    // Nobody comes any more.
    name: "silent",
    series: {
      ...requests("/events", 200, `500x${STEPS}`),
      ...requests(PAY, 503, `20x${STEPS}`),
      'gateway_request_duration_seconds_bucket{path="/events",le="0.5"}':
        `500x${STEPS}`,
      'gateway_request_duration_seconds_count{path="/events"}': `520x${STEPS}`,
      'up{job="gateway"}': `1x${STEPS}`,
    },
  },
  {
    // Prometheus cannot reach the gateway, and never could.
    name: "blind",
    series: { 'up{job="gateway"}': `0x${STEPS}` },
  },
  {
    // Half failed for two of the last five minutes.
    name: "recent",
    series: {
      ...requests("/events", 200, steady(100)),
      ...requests(PAY, 503, between(64, 72, 100)),
    },
  },
  {
    // Half failed, from ten to seven minutes ago.
    name: "earlier",
    series: {
      ...requests("/events", 200, steady(100)),
      ...requests(PAY, 503, between(40, 52, 100)),
    },
  },
];

/** A fact of a series: what a series must say there. */
export interface Fact {
  readonly series: string;
  readonly record: string;
  /** Undefined: nothing at all, since nothing can be said. */
  readonly truth: number | undefined;
  /** How far off is still right. */
  readonly within: number;
  /** What the series is, in words. */
  readonly where: string;
  /** What wrong values come from. */
  readonly from?: Readonly<Record<string, number>>;
}

/** Names that the lab gives. */
export const RECORDS = {
  availability: "gateway:sli_availability:ratio_rate5m",
  latency: "gateway:sli_latency_500ms:ratio_rate5m",
  burn: "gateway:error_budget_burn_rate:ratio_rate5m",
  pay: "gateway:sli_pay_availability:ratio_rate5m",
} as const;

const FAILED = "20 of 1000 requests get a 5xx, 100 a 4xx";
const SILENT = "nobody asks";
const BLIND = "Prometheus knows nothing of the gateway";

/** What is true of the three series of Task 2. */
export const FACTS: readonly Fact[] = [
  ...facts("availability", [
    ["mixed", 0.98, FAILED, {
      "a 4xx is counted as a failure": 0.88,
      "the share of failures, not of good answers": 0.02,
      "the status is in no label of that name": 1,
    }],
    ["calm", 1, "nothing has failed yet, so that no series of a 5xx exists"],
    ["down", 0, "every request fails"],
    ["silent", undefined, SILENT],
    ["blind", undefined, BLIND],
    ["recent", 0.7, "half fail, for 2 of the last 5 minutes", {
      "the window is 1 minute": 1,
      "the window is 10 minutes": 0.83,
    }, 0.02],
    ["earlier", 1, "all is well for 5 minutes, after an outage", {
      "the window is longer than 5 minutes": 0.71,
    }, 0.02],
  ]),
  ...facts("latency", [
    ["mixed", 0.9, "900 of 1000 requests take up to 0.5 s", {
      "the bucket is another one: 0.25 s": 0.6,
      "the bucket is another one: 0.75 s": 0.95,
      "the bucket is another one: 1 s": 0.97,
      "the share of slow ones": 0.1,
    }],
    ["silent", undefined, SILENT],
    ["blind", undefined, BLIND],
  ]),
  ...facts("burn", [
    ["mixed", 4, "2 % fail, and 0.5 % may", {
      "2 % divided by 99.5 %": 0.02,
      "the budget is taken for 5 %": 0.4,
      "the budget is taken for 0.05 %": 40,
      "the budget is taken for 1 %": 2,
      "the budget is taken for 0.1 %": 20,
    }, 0.04],
    ["calm", 0, "nothing has failed yet"],
    ["down", 200, "every request fails", {}, 1],
    ["silent", undefined, SILENT],
    ["blind", undefined, BLIND],
  ]),
];

/** What is true of the series of the bonus. */
export const PAY_FACTS: readonly Fact[] = facts("pay", [
  ["mixed", 0.6, "20 of 50 pays fail", {
    "it is that of all paths": 0.98,
    "reserving is counted, too": 0.92,
  }],
  ["calm", 1, "nothing has failed yet"],
  ["down", 0, "every request fails"],
  ["silent", undefined, SILENT],
  ["blind", undefined, BLIND],
]);

type Row = readonly [
  series: string,
  truth: number | undefined,
  where: string,
  from?: Readonly<Record<string, number>>,
  within?: number,
];

function facts(
  record: keyof typeof RECORDS,
  rows: readonly Row[],
): readonly Fact[] {
  return rows.map(([series, truth, where, from = {}, within = 0.002]) => ({
    series,
    record: RECORDS[record],
    truth,
    within,
    where,
    from,
  }));
}
