/**
 * One purchase, followed through all services.
 * @module
 */

import {
  type Check,
  fail,
  type Finding,
  notStarted,
  pass,
  reportOf,
} from "../../scripts/checks/mod.ts";
import { numberIn, type Row, tableRows } from "../../scripts/lib/text/mod.ts";
import { type Hop, hopsOf, type Line, parseTrace } from "./trace.ts";

const TRACE = "submissions/lab2-trace.jsonl";

/** What a pay is made of, by the contract. */
const PAY: readonly (readonly [string, string])[] = [
  ["gateway", "/reserve/{id}/pay"],
  ["events", "/reservations/{id}/fence"],
  ["payments", "/charge"],
  ["events", "/reservations/{id}/confirm"],
];

/** A clock's step and rounding between two lines (ms). */
const SLACK_MS = 50;

/** How near a duration of the report must be to the log's (ms). */
const NEAR_MS = 1;

/** Step 2.4. */
export const trace: Check = {
  id: "2.4",
  task: 1,
  title: "one purchase is followed through gateway, events and payments",
  hints: [
    "Every answer has X-Request-Id; the same id is on the lines of all services.",
    "docker compose logs --no-log-prefix gateway events payments, and grep the id.",
    "Follow the pay, not the list: only it goes to payments.",
  ],
  async run({ read }) {
    const text = await read(TRACE);
    if (text === undefined || text.trim() === "") {
      return notStarted(`there is no ${TRACE}`, "step 2.4");
    }
    return evaluateTrace(parseTrace(text));
  },
};

/** Evaluates the lines that a student has picked. */
export function evaluateTrace(lines: readonly Line[] | undefined): Finding {
  const bound = "one request id, a pay that was answered 200, its four hops, " +
    "each within the gateway's own time";
  const look = `${TRACE}: all lines with the id of one pay, and no others`;
  if (lines === undefined) {
    return fail("a line is no log line of a service", bound, look);
  }
  const ids = new Set(lines.map((line) => line.request_id));
  const hops = hopsOf(lines);
  const missing = PAY.filter(([service, route]) =>
    !hops.some((hop) => hop.service === service && hop.route === route)
  );
  const problems = [
    ids.size === 1 ? [] : `${ids.size} request ids`,
    missing.map(([service, route]) => `no line of ${service} ${route}`),
    missing.length === 0 ? timeProblems(hops) : [],
  ].flat();
  const measured = `${lines.length} lines, ${ids.size} request id, ` +
    `${hops.length} hops`;
  return problems.length === 0
    ? pass(measured, bound, hops)
    : fail(`${measured}: ${problems.join("; ")}`, bound, look, hops);
}

function timeProblems(hops: readonly Hop[]): readonly string[] {
  const pay = hops.find(({ route }) => route === "/reserve/{id}/pay");
  if (pay === undefined) return [];
  const ends = pay.began + pay.ms;
  const outside = hops.filter((hop) =>
    hop.began < pay.began - SLACK_MS || hop.began + hop.ms > ends + SLACK_MS
  );
  const inner = hops.filter((hop) => hop !== pay && !outside.includes(hop))
    .reduce((sum, { ms }) => sum + ms, 0);
  return [
    pay.status === 200 ? [] : `the pay was answered ${pay.status}`,
    outside.map(({ service, route }) =>
      `${service} ${route} was answered outside of the gateway's own time`
    ),
    inner <= pay.ms + SLACK_MS
      ? []
      : `the hops took ${inner.toFixed(0)} ms of the gateway's ${
        pay.ms.toFixed(0)
      }`,
  ].flat();
}

/** Step B.1. */
export const hopTimes: Check = {
  id: "B.1",
  task: 0,
  title: "the report says how long each hop took, as the logs do",
  hints: [
    "duration_ms of the lines in submissions/lab2-trace.jsonl.",
    "events is asked twice: fence before the charge, confirm after it.",
    "What is left of the gateway's time is its own, and the network's.",
  ],
  async run(context) {
    const rows = tableRows(await reportOf(context, 2) ?? "", [
      "hop",
      "route",
      "duration",
    ]);
    if (rows.every((row) => (row.get("duration") ?? "") === "")) {
      return notStarted("no filled table of hops", "step B.1");
    }
    return evaluateHops(
      rows,
      parseTrace(await context.read(TRACE) ?? "") ?? [],
    );
  },
};

/** Evaluates the table of hops. */
export function evaluateHops(
  rows: readonly Row[],
  lines: readonly Line[],
): Finding {
  const hops = hopsOf(lines);
  const wrong = PAY.flatMap(([service, route]) => {
    const row = rows.find((one) =>
      one.get("hop")?.includes(service) && one.get("route")?.includes(route)
    );
    const told = numberIn(row?.get("duration"));
    const is = hops.find((hop) =>
      hop.service === service && hop.route === route
    )?.ms ?? NaN;
    return Math.abs(told - is) <= NEAR_MS
      ? []
      : [`${service} ${route}: ${told} ms, the log says ${is.toFixed(1)}`];
  });
  const bound = `${PAY.length} durations as in ${TRACE}, within ${NEAR_MS} ms`;
  return wrong.length === 0
    ? pass(`${PAY.length} of ${PAY.length}`, bound, hops)
    : fail(wrong.join("; "), bound, TRACE, hops);
}
