/**
 * Cases of made-up traffic. Each has something in it that one wrong rule would
 * count and a right one does not.
 * @module
 */

import type { World } from "../../../scripts/adapters/prometheus/mod.ts";
import { corners, others } from "./corners.ts";
import {
  between,
  constant,
  counter,
  durations,
  gauge,
  PAY,
  requests,
  type Series,
  steady,
  up,
} from "./traffic.ts";

/** Of every 1000 requests 20 pays fail, 100 are refused, 100 take above half a second. */
const mixed: World = {
  name: "mixed",
  series: {
    ...requests("/events", 200, steady(700)),
    ...requests("/events/{id}", 404, steady(30)),
    ...requests("/events/{id}", 422, steady(10)),
    ...requests("/events/{id}", 429, steady(10)),
    ...requests("/events/{id}/reserve", 200, steady(150)),
    ...requests("/events/{id}/reserve", 409, steady(50)),
    ...requests(PAY, 200, steady(30)),
    ...requests(PAY, 503, steady(20)),
    ...durations("/events", [
      steady(580),
      steady(690),
      steady(700),
      steady(700),
      steady(700),
    ]),
    ...durations(PAY, [
      steady(20),
      steady(210),
      steady(250),
      steady(275),
      steady(300),
    ]),
    // The gateway's own calls are not requests of customers.
    ...requests("/events", 500, steady(400), "events"),
    ...requests("/charge", 500, steady(20), "payments"),
    ...requests("/charge", 200, steady(30), "payments"),
    ...durations(
      "/events",
      [constant(0), constant(0), constant(0), constant(0), steady(700)],
      "events",
    ),
    ...gauge("events", "db_pool_size", 4),
    ...gauge("events", "db_pool_max", 10),
    ...gauge("events", "db_pool_waiting", 3),
    ...up("gateway", true),
    ...up("events", true),
    ...up("payments", false),
  },
};

/** Steps: 60 is five minutes ago, 80 is now. */
const LONG_AGO = 58;
const JUST_INSIDE = 62;
const LATELY = 77;
const JUST_NOW = 79;

/** So many at once, by step. */
const BURSTS: Readonly<Record<number, number>> = {
  [LONG_AGO]: 9000,
  [JUST_INSIDE]: 2000,
  [LATELY]: 1000,
};

/** Cases that tell a window of five minutes from others. */
const windows: readonly World[] = [
  {
    // Failures just inside of five minutes, many just outside, some lately.
    name: "bursts",
    series: {
      ...requests("/events", 200, counter({ start: 1000, perStep: 100 })),
      ...requests(PAY, 200, counter({ start: 1000, perStep: 10 })),
      ...requests(PAY, 503, counter({ start: 500, bursts: BURSTS })),
      ...slowly(BURSTS),
      ...up("gateway", true),
    },
  },
  {
    // Failures of the last half minute: an offset does not see them yet.
    name: "late",
    series: {
      ...requests("/events", 200, counter({ start: 1000, perStep: 100 })),
      ...requests(PAY, 200, counter({ start: 1000, perStep: 10 })),
      ...requests(
        PAY,
        503,
        counter({ start: 500, bursts: { [JUST_NOW]: 2000 } }),
      ),
      ...slowly({ [JUST_NOW]: 2000 }),
      ...up("gateway", true),
    },
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

/** 110 quick answers a step, and bursts of answers that take two seconds. */
function slowly(bursts: Readonly<Record<number, number>>): Series {
  const quick = counter({ start: 1000, perStep: 110 });
  const all = counter({ start: 1500, perStep: 110, bursts });
  return durations("/events", [quick, quick, quick, quick, all]);
}

/** The case in which the last minute is unlike the minutes before. */
export const SHIFTED = "shifted";

/** Quick answers until a minute ago; then slower ones, and then slow ones. */
const shifted: World = {
  name: SHIFTED,
  series: {
    ...requests("/events", 200, steady(100)),
    ...durations("/events", [
      counter({ start: 500, bursts: hundreds(1, 77) }),
      counter({ start: 500, bursts: hundreds(1, 78) }),
      counter({ start: 500, bursts: hundreds(1, 78) }),
      counter({ start: 500, bursts: hundreds(1, 78) }),
      counter({ start: 500, bursts: hundreds(1, 84) }),
    ]),
    ...gauge("events", "db_pool_size", 4),
    ...gauge("events", "db_pool_max", 10),
    ...up("gateway", true),
  },
};

/** 100 at each of these steps. */
function hundreds(from: number, to: number): Readonly<Record<number, number>> {
  return Object.fromEntries(
    Array.from({ length: to - from + 1 }, (_, i) => [from + i, 100]),
  );
}

/** All of them. */
export const CASES: readonly World[] = [
  mixed,
  shifted,
  ...windows,
  ...corners,
  ...others,
];
