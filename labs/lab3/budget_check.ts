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
  reportOf,
} from "../../scripts/checks/mod.ts";
import {
  type Amount,
  couldBe,
  type DurationUnit,
  inUnit,
  nearest,
  readReport,
  reportFinding,
} from "../../scripts/checks/report_fields/mod.ts";
import { BUDGET_FIELDS } from "./budget_fields.ts";

const FILE = "submissions/lab3.md";

const SECONDS = 7 * 24 * 60 * 60;

/** The share of all requests that may fail. */
const BUDGET = 0.005;

/** Rounding of figures that were written down. */
const WITHIN = 0.02;

const BOUND =
  "every figure follows from the first two and from the objective, 99.5 % over 7 days; " +
  "2 % off is near enough";

/** Step 3.6. */
export const budget: Check = {
  id: "3.6",
  task: 2,
  title: "the budget is computed from your own traffic",
  hints: [
    "Which of the figures does the message name, and from which two does it follow?",
    "A budget is what may fail (Lecture 3, slide 14). The burn rate is the share that " +
    "fails divided by the share that may fail (slide 19). At a burn rate of 1 the budget " +
    "lasts exactly its period.",
    "For 99 % over 30 days, 2 requests a second and 3 % failing: 5,184,000 requests, of " +
    "which 51,840 may fail; 432 minutes of outage; a burn rate of 3; 10 days until the " +
    "budget is gone.",
  ],
  measures: "whether five figures follow from traffic and failed share",
  tool: "report fields",
  catches: [
    "another period or objective",
    "the share for the burn rate",
  ],
  async run(context) {
    return evaluateBudget(await reportOf(context, 3));
  },
};

/** A figure that follows from the two that were measured. */
interface Figure {
  readonly name: string;
  readonly read: Amount | undefined;
  /** In the unit of `read`: requests, a rate, or seconds. */
  readonly computed: number;
  /** Of a duration: the unit that messages use. */
  readonly unit?: DurationUnit;
}

/** Evaluates what the report says of the budget. */
export function evaluateBudget(report: string | undefined): Finding {
  if (report === undefined) {
    return notStarted(
      `there is no ${FILE}`,
      "deno task lab start 3, which writes it",
    );
  }
  const results = readReport(report, BUDGET_FIELDS);
  const valueOf = (key: keyof typeof results): Amount | undefined => {
    const one = results[key];
    return one.state === "read" ? one.value : undefined;
  };
  const [rates, shares] = [
    valueOf("requests_per_second")?.values ?? [],
    valueOf("failed_share")?.values ?? [],
  ];
  const readings = rates.flatMap((rps) =>
    shares.map((share) => ({ rps, share }))
  ).filter(({ rps, share }) => rps > 0 && share > 0 && share <= 100);
  if (readings.length === 0 && rates.length > 0 && shares.length > 0) {
    return fail(
      `${rates[0]} requests a second, of which ${shares[0]} % failed`,
      "both measured in your own outage, both above 0, and the share at most 100 %",
      `${FILE}, step 3.6`,
    );
  }
  // Where a figure can mean two things, the others say which one is meant.
  const [best] = readings.map(({ rps, share }) => {
    const burn = share / 100 / BUDGET;
    const figures: readonly Figure[] = [
      {
        name: "requests in 7 days",
        read: valueOf("requests_in_7_days"),
        computed: rps * SECONDS,
      },
      {
        name: "requests that may fail",
        read: valueOf("requests_that_may_fail"),
        computed: rps * SECONDS * BUDGET,
      },
      {
        name: "minutes",
        read: valueOf("outage_minutes"),
        computed: SECONDS * BUDGET,
        unit: "min",
      },
      { name: "the burn rate", read: valueOf("burn_rate"), computed: burn },
      {
        name: "hours",
        read: valueOf("hours_left"),
        computed: SECONDS / burn,
        unit: "h",
      },
    ];
    const wrong = figures.flatMap((one) => problemOf(one) ?? []);
    return { rps, share, count: figures.length, wrong };
  }).toSorted((a, b) => a.wrong.length - b.wrong.length);
  const wrong = best?.wrong ?? [];
  const head = best === undefined
    ? "requests a second and the share that failed come first"
    : `from ${best.rps} requests a second and ${best.share} % failed`;
  return reportFinding({
    file: FILE,
    group: BUDGET_FIELDS,
    results,
    wrong,
    measured: wrong.length === 0 && best !== undefined
      ? `${head}: ${best.count} of ${best.count} follow`
      : head,
    bound: BOUND,
    samples: Object.fromEntries(
      Object.entries(results).map((
        [key, one],
      ) => [key, one.state === "missing" ? "" : one.text]),
    ),
  });
}

function problemOf(
  { name, read, computed, unit }: Figure,
): string | undefined {
  if (read === undefined) return undefined; // said as missing or unreadable
  // "9" hours are 9.33, rounded as a student may round.
  const isWhole = unit !== undefined && /^\D*\d+\D*$/.test(read.text);
  const absolute = isWhole ? 0.5 * (unit === "h" ? 3600 : 60) : 0;
  if (couldBe(read, computed, { relative: WITHIN, absolute })) return undefined;
  const { value } = nearest(read, computed);
  const shown = unit === undefined ? value : inUnit(value, unit);
  return `${name} ${name.startsWith("the ") ? "does" : "do"} not follow: ${
    Number(shown.toPrecision(4))
  }`;
}
