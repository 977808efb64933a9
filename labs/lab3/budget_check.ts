/**
 * The arithmetic of a budget: every figure of the report follows from the
 * student's own two, the traffic and the share that failed.
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
import { numberIn, tableRows } from "../../scripts/lib/text/mod.ts";

const SECONDS = 7 * 24 * 60 * 60;

/** What may fail of all. */
const BUDGET = 0.005;

/** Rounding of figures that were written down. */
const WITHIN = 0.02;

/** Step 3.6. */
export const budget: Check = {
  id: "3.6",
  task: 2,
  title: "the budget is computed from your own traffic",
  hints: [
    "7 days have 604,800 seconds; of 1000 requests 5 may fail at 99.5 %.",
    "Minutes: 7 * 24 * 60 * 0.005. Burn rate: the share that failed, divided by 0.5 %.",
    "At a burn rate of 1 the budget lasts 7 days, at 2 half of that: 7 * 24 hours / burn rate.",
  ],
  async run(context) {
    return evaluateBudget(await reportOf(context, 3));
  },
};

/** A line of the table: the words that find it, and what it must be. */
const LINES = [
  { key: "rps", words: /requests a second/i },
  { key: "share", words: /share.*failed/i },
  { key: "requests", words: /requests in 7 days/i },
  { key: "failures", words: /may fail.*requests|requests.*may fail/i },
  { key: "minutes", words: /minutes/i },
  { key: "burn", words: /burn rate/i },
  { key: "hours", words: /hours/i },
] as const;

type Key = typeof LINES[number]["key"];

/** Evaluates the report's table. */
export function evaluateBudget(report: string | undefined): Finding {
  const look = "submissions/lab3.md, the table of 3.6";
  if (report === undefined) {
    return notStarted(
      "there is no submissions/lab3.md",
      "deno task lab start 3",
    );
  }
  const rows = tableRows(report, ["what", "value"]);
  const values = new Map<Key, number>(LINES.map(({ key, words }) => {
    const row = rows.find((one) => words.test(one.get("what") ?? ""));
    return [key, numberIn(row?.get("value"))];
  }));
  const of = (key: Key) => values.get(key) ?? NaN;
  if (LINES.every(({ key }) => Number.isNaN(of(key)))) {
    return notStarted("the table is empty", look);
  }
  const [rps, share] = [of("rps"), of("share")];
  const bound =
    "requests = a second * 604,800; 0.5 % of them, and of 10,080 minutes; burn rate = " +
    "share / 0.5 %; hours = 168 / burn rate";
  if (!(rps > 0) || !(share > 0 && share <= 100)) {
    return fail(
      `${rps} requests a second, of which ${share} % failed`,
      "both measured in your own outage",
      look,
    );
  }
  const truths: readonly (readonly [Key, string, number])[] = [
    ["requests", "requests in 7 days", rps * SECONDS],
    ["failures", "requests that may fail", rps * SECONDS * BUDGET],
    ["minutes", "minutes", SECONDS / 60 * BUDGET],
    ["burn", "burn rate", share / 100 / BUDGET],
    ["hours", "hours", 168 / (share / 100 / BUDGET)],
  ];
  const wrong = truths.filter(([key, , truth]) =>
    !(Math.abs(of(key) - truth) <= WITHIN * truth)
  )
    .map(([key, what, truth]) =>
      `${what} ${of(key)}, computed ${Number(truth.toPrecision(4))}`
    );
  const measured = `from ${rps} requests a second and ${share} % failed: `;
  return wrong.length === 0
    ? pass(
      `${measured}${truths.length} of ${truths.length} follow`,
      bound,
      Object.fromEntries(values),
    )
    : fail(measured + wrong.join("; "), bound, look);
}
