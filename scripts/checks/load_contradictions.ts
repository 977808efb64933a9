/**
 * Whether a summary can be what the load generator wrote. Each figure of it is
 * there more than once: as a count, in a histogram, in the intervals. A student
 * who edits one figure leaves the others unchanged.
 * @module
 */

import {
  countOf,
  decodeLatency,
  emptyLatency,
  FAILURES,
  figuresOf,
  judge,
  type Measured,
  parseExpectation,
  RESULTS,
  rounded,
  type Summary,
} from "../load/loadgen/result/mod.ts";

/** The contradictions in a summary, in words; empty: there are none. */
export function contradictionsIn(summary: Summary): readonly string[] {
  try {
    return [
      ...Object.entries({
        requests: summary.requests,
        ...summary.steps,
        ...summary.journeys,
      }).flatMap(([name, one]) => ofMeasured(name, one, summary.run.seconds)),
      ...ofSum(summary),
      ...ofIntervals(summary),
      ...ofOrders(summary),
      ...ofTime(summary),
      ...ofVerdict(summary),
    ];
  } catch (error) {
    return [
      `a histogram cannot be read: ${
        error instanceof Error ? error.message : error
      }`,
    ];
  }
}

/** A count, its kinds, its rate and its histogram are one thing. */
function ofMeasured(
  name: string,
  one: Measured,
  seconds: number,
): readonly string[] {
  const { count, failures, results, perSecond, latencyMs, histogram } = one;
  const latency = decodeLatency(histogram);
  const figures = figuresOf(latency);
  const words: string[] = [];
  if (countOf(results) !== count) {
    words.push(`${name}: ${count} requests, and ${countOf(results)} results`);
  }
  if (countOf(results, FAILURES) !== failures) {
    words.push(
      `${name}: ${failures} failures, and ${
        countOf(results, FAILURES)
      } failed results`,
    );
  }
  // The server refused the connection, so the request took no time.
  if (latency.count > count || latency.count < count - results.refused) {
    words.push(
      `${name}: ${count} requests, and ${latency.count} in its histogram`,
    );
  }
  for (const key of ["p50", "p95", "p99", "max"] as const) {
    if (figures[key] !== latencyMs[key]) {
      words.push(
        `${name}: ${key} is ${latencyMs[key]} ms, its histogram has ${
          figures[key]
        } ms`,
      );
    }
  }
  if (seconds > 0 && Math.abs(rounded(count / seconds) - perSecond) > 0.01) {
    words.push(
      `${name}: ${perSecond} a second for ${seconds} s are ` +
        `${Math.round(perSecond * seconds)}, not ${count}`,
    );
  }
  return words;
}

/** All requests are those of the steps. */
function ofSum({ requests, steps }: Summary): readonly string[] {
  const all = Object.values(steps);
  const words = RESULTS.flatMap((result) => {
    const sum = all.reduce((total, one) => total + one.results[result], 0);
    return sum === requests.results[result] ? [] : [
      `requests: ${
        requests.results[result]
      } ${result}, and ${sum} in its steps`,
    ];
  });
  const latency = emptyLatency();
  for (const { histogram } of all) latency.add(decodeLatency(histogram));
  const { p99 } = figuresOf(latency);
  return p99 === requests.latencyMs.p99 ? words : [
    ...words,
    `requests: p99 is ${requests.latencyMs.p99} ms, its steps have ${p99} ms`,
  ];
}

/** The run is the sum of its intervals. */
function ofIntervals(summary: Summary): readonly string[] {
  const { intervals, arrivals, orders, steps } = summary;
  const sum = (of: (one: typeof intervals[number]) => number): number =>
    intervals.reduce((total, one) => total + of(one), 0);
  const pairs: readonly (readonly [string, number, number])[] = [
    ["visits", arrivals.started, sum((one) => one.started)],
    ["orders", orders.completed, sum((one) => one.orders)],
    ...Object.entries(steps).map(([name, { count }]) =>
      [
        `requests of ${name}`,
        count,
        sum(({ tallies }) =>
          tallies[name] === undefined ? 0 : countOf(tallies[name].results)
        ),
      ] as const
    ),
  ];
  return pairs.flatMap(([what, total, parts]) =>
    total === parts ? [] : [`${total} ${what}, and ${parts} in its intervals`]
  );
}

/** An order is a pay that went well. */
function ofOrders({ orders, steps }: Summary): readonly string[] {
  const paid = steps.pay?.results.ok ?? 0;
  return orders.completed <= paid
    ? []
    : [`${orders.completed} orders, and ${paid} pays went well`];
}

/** A run takes as long as was planned, and users think. */
function ofTime({ run, arrivals }: Summary): readonly string[] {
  const { load, seconds, plannedSeconds, timeoutMs } = run;
  const words: string[] = [];
  if (
    seconds < plannedSeconds - 1 ||
    seconds > plannedSeconds + timeoutMs / 1000 * 3 + 1
  ) {
    words.push(`${seconds} s long, and planned for ${plannedSeconds} s`);
  }
  if (load.kind === "closed") {
    const shortest = load.thinkMs[0] / 1000;
    const most = load.users * (plannedSeconds / Math.max(shortest, 0.001) + 1);
    if (shortest > 0 && arrivals.started > most) {
      words.push(
        `${arrivals.started} visits, and ${load.users} users can make ${
          Math.round(most)
        }`,
      );
    }
    if (arrivals.started < load.users && load.ramp > 0) {
      words.push(
        `${arrivals.started} visits of ${load.users} users: some never came`,
      );
    }
  }
  return words;
}

/** The verdict is what its expectations give. */
function ofVerdict({ verdict, ...run }: Summary): readonly string[] {
  const expectations = verdict.expectations.flatMap(({ text }) =>
    parseExpectation(text) ?? []
  );
  const again = judge(run, { expectations });
  return again.expectations.flatMap(({ text, passed }, i) =>
    verdict.expectations[i]?.passed === passed ? [] : [
      `its verdict says that ${text} ${
        passed ? "is broken" : "held"
      }, its figures do not`,
    ]
  );
}
