/**
 * How long each hop of a purchase took: what the report says, held against the
 * log.
 * @module
 */

import {
  type Check,
  couldNotVerify,
  type Finding,
  reportOf,
} from "../../scripts/checks/mod.ts";
import {
  couldBe,
  nearest,
  readReport,
  reportFinding,
} from "../../scripts/checks/report_fields/mod.ts";
import { HOP_FIELDS } from "./report_fields.ts";
import { hopsOf, type Line, parseTrace, PAY, TRACE } from "./trace.ts";

const FILE = "submissions/lab2.md";

/** How near a duration of the report must be to the log's (ms). */
const NEAR_MS = 1;

/** Step B.1. */
export const hopTimes: Check = {
  id: "B.1",
  task: 0,
  title: "the report says how long each hop took, as the logs do",
  hints: [
    "Which log line carries the time of which hop?",
    "Each service logs how long it took to answer, as duration_ms. A caller's time " +
    "contains the times of all services that it called (Lecture 3, slide 17).",
    "A caller took 40 ms, and its two calls took 12 ms and 20 ms. The remaining 8 ms are " +
    "its own work and the network.",
  ],
  measures: "four durations in the report against the log, within 1 ms",
  tool: "report fields",
  catches: [
    "guessed durations",
  ],
  async run(context) {
    const lines = parseTrace(await context.read(TRACE) ?? "");
    return evaluateHops(
      await reportOf(context, 2) ?? "",
      typeof lines === "number" ? [] : lines,
    );
  },
};

/** Evaluates what the report says of the hops. */
export function evaluateHops(report: string, lines: readonly Line[]): Finding {
  const results = readReport(report, HOP_FIELDS);
  const rows = results.hops.state === "read" ? results.hops.value : [];
  const bound = `${PAY.length} durations as in ${TRACE}, within ${NEAR_MS} ms`;
  const hops = hopsOf(lines);
  const problems = PAY.map(([service, route]) => {
    const name = `${service} ${route}`;
    const ms = hops.find((hop) =>
      hop.service === service && hop.route === route
    )
      ?.ms;
    const row = rows.find(({ texts }) =>
      isHop(`${texts.hop} ${texts.route}`, service, route)
    );
    const said = row?.values.duration;
    if (row === undefined) return { wrong: `${name} is missing` };
    if (row.texts.duration === "") {
      return { wrong: `the duration of ${name} is missing` };
    }
    if (said === undefined) {
      return {
        unread: `the duration of ${name} cannot be read: ` +
          `${JSON.stringify(row.texts.duration)}; write 32.4 ms or 32,4`,
      };
    }
    if (ms === undefined) return { unread: `${TRACE} has no line of ${name}` };
    const inMs = { values: said.values.map((one) => 1000 * one) };
    if (couldBe(inMs, ms, { absolute: NEAR_MS })) return {};
    const shown = Number(nearest(inMs, ms).value.toPrecision(4));
    return {
      wrong: `${name}: ${shown} ms is not what its line of the log says`,
    };
  });
  const wrong = problems.flatMap((one) => one.wrong ?? []);
  const unread = problems.flatMap((one) => one.unread ?? []);
  if (rows.length > 0 && wrong.length === 0 && unread.length > 0) {
    return couldNotVerify(unread.join("; "), bound, `${FILE} and ${TRACE}`);
  }
  return reportFinding({
    file: FILE,
    group: HOP_FIELDS,
    results,
    wrong: rows.length === 0 ? [] : [...wrong, ...unread],
    measured: `${PAY.length - wrong.length - unread.length} of ${PAY.length}`,
    bound,
    samples: hops,
  });
}

/** Whether a row's words name a hop: its route, or at least the route's last word. */
function isHop(words: string, service: string, route: string): boolean {
  const last = /\w+$/.exec(route)?.[0] ?? "";
  return words.toLowerCase().includes(service) &&
    new RegExp(`\\b${last}\\b`, "i").test(words);
}
