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
} from "../../scripts/checks/mod.ts";
import {
  type Hop,
  hopsOf,
  type Line,
  parseTrace,
  PAY,
  TRACE,
} from "./trace.ts";

/** A clock's step and rounding between two lines (ms). */
const SLACK_MS = 50;

/** The most that a clock of one machine may be off between two lines (ms). */
const STEP_MS = 5;

/** Step 2.4. */
export const trace: Check = {
  id: "2.4",
  task: 1,
  title: "one purchase is followed through gateway, events and payments",
  hints: [
    "Which request of a purchase reaches all three services?",
    "The gateway passes its request id on, so that the lines of one request can be found " +
    "in all logs (Lecture 3, slide 16). The file must hold the lines of one payment and " +
    "no others.",
    "To follow a reservation instead: curl -H 'X-Request-Id: my-try' ..., then docker " +
    "compose logs --no-log-prefix gateway events | grep my-try > file.",
  ],
  measures:
    "the lines of one pay: one request id, four answers with 2xx, in their order and within the gateway's time",
  tool: "zod on JSON lines",
  catches: [
    "lines of two purchases",
    "a missing, failed or invented hop",
    "prose",
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
export function evaluateTrace(lines: readonly Line[] | number): Finding {
  const bound = "one request id, a pay that was answered 200, its four hops, " +
    "each within the gateway's own time";
  const look = `${TRACE}: all lines with the id of one pay, and no others`;
  if (typeof lines === "number") {
    return fail(
      `line ${lines} is not a log line of a service: it must be JSON with time, service, ` +
        "msg and request_id",
      bound,
      look,
    );
  }
  const ids = new Set(lines.map((line) => line.request_id));
  const hops = hopsOf(lines);
  const missing = PAY.filter(([service, route]) =>
    !hops.some((hop) => hop.service === service && hop.route === route)
  );
  const problems = [
    ids.size === 1 ? [] : `${ids.size} request ids`,
    missing.map(([service, route]) => `no line of ${service} ${route}`),
    missing.length === 0 ? [...timeProblems(hops), ...orderProblems(hops)] : [],
  ].flat();
  const measured =
    `${lines.length} lines, ${ids.size} request ${
      ids.size === 1 ? "id" : "ids"
    }, ` +
    `${hops.length} hops`;
  return problems.length === 0
    ? pass(measured, bound, hops)
    : fail(`${measured}: ${problems.join("; ")}`, bound, look, hops);
}

/** Answers of one purchase follow each other, and each of them is good. */
function orderProblems(hops: readonly Hop[]): readonly string[] {
  const inner = PAY.filter(([service]) => service !== "gateway");
  const ends = inner.map(([service, route]) => {
    const good = hops.filter((hop) =>
      hop.service === service && hop.route === route && hop.status < 300
    ).map(({ began, ms }) => began + ms);
    return { name: `${service} ${route}`, end: Math.min(...good) };
  });
  return ends.flatMap(({ name, end }, i) => {
    if (end === Infinity) return [`${name} was not answered with a 2xx`];
    const before = ends[i - 1];
    return before !== undefined && before.end !== Infinity &&
        before.end > end + STEP_MS
      ? [`${name} was answered before ${before.name}`]
      : [];
  });
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
