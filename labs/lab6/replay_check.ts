/**
 * Alerts held against twenty days of the shop.
 * @module
 */

import {
  type AlertRule,
  BadRule,
  DAYS,
  evaluateDay,
  evaluatePair,
  type PairResult,
  PAIRS,
  PAIRS_EVERY_MS,
  readAlerting,
  replay,
  type Told,
} from "../../scripts/observe/alerts/mod.ts";
import {
  type Check,
  fail,
  type Finding,
  pass,
} from "../../scripts/checks/mod.ts";
import { problemOf } from "./alerting.ts";

/** Step 6.3. */
export const replayed: Check = {
  id: "6.3",
  task: 1,
  title:
    "twenty days of the shop: a page soon when it matters, and otherwise none",
  hints: [
    "On the day that replay names: who should have been woken, and what did your query " +
    "see?",
    "A burn rate over two windows separates an outage from a spike (Lecture 6, slides 6 " +
    "and 7). Count only the requests of the promise, and decide what missing data means " +
    "(slide 9).",
    "A rule for mails with an objective of 99 %: (failed share over 1h) / 0.01 > 10 and " +
    "(failed share over 5m) / 0.01 > 10 and at least 20 mails in the hour.",
  ],
  measures:
    "who is woken and when on twenty days, and on eight in which other windows or factors differ",
  tool: "promtool test rules",
  catches: [
    "another window or factor",
    "a share of all requests, of one status, of 404",
    "few customers at night who wake people, or who do not count",
    "noDataState that alerts, a paused rule, another severity",
  ],
  async run(context) {
    const alerting = await readAlerting(context);
    const unreadable = problemOf(alerting);
    if (unreadable !== undefined) return unreadable;
    context.note("replaying twenty days, a quarter of a minute or more ...");
    try {
      const all = await replay(alerting, DAYS, context);
      const days = evaluateDays(
        DAYS.map((day) => evaluateDay(day, all.get(day) ?? [], alerting.root)),
        alerting.rules,
      );
      if (days.verdict !== "pass") return days;
      const pairs = await replay(
        alerting,
        PAIRS.map(({ day }) => day),
        context,
        { everyMs: PAIRS_EVERY_MS },
      );
      return evaluatePairs(
        PAIRS.map((probe) => evaluatePair(probe, pairs.get(probe.day) ?? [])),
        days,
      );
    } catch (error) {
      if (!(error instanceof BadRule)) throw error;
      return fail(
        `Prometheus cannot evaluate it: ${error.message}`,
        "rules that Prometheus takes",
        "the rule's expr; try it on http://localhost:9090/query",
      );
    }
  },
};

/** Evaluates how the days went. @param alerting its rules explain what is wrong */
export function evaluateDays(
  all: readonly Told[],
  rules: readonly AlertRule[] = [],
): Finding {
  const wrong = all.filter(({ verdict }) => verdict !== "right");
  const measured =
    `${all.length - wrong.length} of ${all.length} days right; ` +
    `half of the payments fail: ${soonOf(all)}`;
  const samples = all.map(({ day, ...rest }) => ({ day: day.name, ...rest }));
  if (wrong.length === 0) return pass(measured, DAYS_BOUND, samples);
  const words = wrong.slice(0, 5).map(({ day, verdict, rules }) =>
    `${verdict}: ${day.name}${
      rules.length === 0 ? "" : ` (${rules.join(", ")})`
    }`
  );
  const more = wrong.length > 5 ? `; and ${wrong.length - 5} more` : "";
  const noisy = rules.filter(({ name, alertsWithoutData }) =>
    alertsWithoutData !== undefined &&
    wrong.some((one) => one.rules.includes(name))
  ).map(({ name, alertsWithoutData }) =>
    `; ${name} also alerts while its query has no answer, since its ` +
    `noDataState is ${alertsWithoutData}`
  );
  return fail(
    `${measured}; ${words.join("; ")}${more}${noisy.join("")}`,
    DAYS_BOUND,
    "deno task alerts replay; the days are in scripts/observe/alerts/days.yaml",
    samples,
  );
}

const DAYS_BOUND =
  "all days right: no outage missed, no late page, no page without a reason; windows " +
  "and factors as in the table of step 6.3";

/** How soon the page of the first day came, in words. */
function soonOf(all: readonly Told[]): string {
  const ms = all.find(({ day }) => day.name === "half of the payments fail")
    ?.pagedAfterMs;
  if (ms === undefined) return "no page";
  const seconds = Math.round(Math.abs(ms) / 1000);
  return ms < 0
    ? `a page ${seconds} s before the first one fails`
    : `a page after ${seconds} s`;
}

/** Evaluates how the pairs of the table differ from what was measured. */
export function evaluatePairs(
  all: readonly PairResult[],
  days: Finding,
): Finding {
  const off = all.filter(({ problem }) => problem !== undefined);
  if (off.length === 0) return days;
  const words = off.map(({ probe, problem, rules }) =>
    `${probe.name}: ${problem}${
      rules.length === 0 ? "" : ` (${rules.join(", ")})`
    }`
  );
  return fail(
    `${days.measured}; ${words.join("; ")}`,
    days.bound,
    "the factors and windows in the table of step 6.3, and deno task alerts replay",
    off.map(({ probe, problem }) => ({ probe: probe.name, problem })),
  );
}
