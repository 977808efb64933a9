/**
 * The five metrics of DORA, computed once more from the history and the log.
 * @module
 */

import { openGit } from "../../scripts/lib/process/mod.ts";
import {
  deliveredWith,
  type Deployment,
  gitOf,
  type Metrics,
  metricsOf,
  parseLog,
  type Period,
} from "../../scripts/delivery/dora/mod.ts";
import {
  type Check,
  type CheckContext,
  fail,
  type Finding,
  notStarted,
  pass,
  reportOf,
} from "../../scripts/checks/mod.ts";
import {
  isRounded,
  sectionOf,
  type Table,
  tableWith,
  valueOf,
} from "./markdown.ts";

const LOG = "delivery.jsonl";
/** Fewer deployments are an anecdote. */
const MIN = 3;

/** Step 10.3. */
export const dora: Check = {
  id: "10.3",
  task: 1,
  title: "the five DORA metrics are those that the history and the log give",
  hints: [
    `deno task dora record writes ${LOG} while you deploy: at least ${MIN} deployments, ` +
    "with a commit each.",
    "deno task dora --since FROM --until UNTIL prints the metrics; From: and Until: stand in " +
    "the review, and nothing of the log may lie outside.",
    "Drills and bots' commits are left out. A failed deployment is one that was taken back, " +
    "reverted, or paged.",
  ],
  async run(context) {
    const log = await context.read(LOG);
    if (log === undefined) return notStarted(`there is no ${LOG}`, "step 10.3");
    const { deployments, incidents } = parseLog(LOG, log);
    const section = sectionOf(await reportOf(context, 10) ?? "", /dora/i) ?? "";
    const period = periodIn(section);
    const table = tableWith(section, /metric/, /value|figure|measured/);
    if (period === undefined || table === undefined) {
      return notStarted(
        "the review has no DORA table with From: and Until:",
        "section 3",
      );
    }
    const impossible = await impossibleIn(context, deployments);
    const all = await deliveredWith(gitOf("."), deployments);
    return evaluateDora({
      metrics: metricsOf(all, incidents, period),
      table,
      impossible,
      leftOut: all.filter(({ startedAt, endedAt }) =>
        startedAt < period.from || endedAt > period.to
      ).length,
    });
  },
};

/** What the check has before it. */
export interface DoraCase {
  readonly metrics: Metrics;
  readonly table: Table;
  /** Deployments that cannot have been, in words. */
  readonly impossible: readonly string[];
  /** Deployments of the log outside the period. */
  readonly leftOut: number;
}

/** Evaluates the review's figures. */
export function evaluateDora(
  { metrics, table, impossible, leftOut }: DoraCase,
): Finding {
  const bound =
    `five metrics of at least ${MIN} deployments, as deno task dora computes them`;
  const wrong = WANTED.flatMap(({ name, row, agrees, text }) => {
    const cells = table.rows.find(([metric = ""]) => row.test(metric));
    const claim = cells?.[
      table.columns.findIndex((one) => /value|figure|measured/.test(one))
    ];
    if (claim === undefined || claim === "") return [`${name} is missing`];
    return agrees(claim, metrics)
      ? []
      : [`${name}: the review says ${claim}, the log gives ${text(metrics)}`];
  });
  const { deployments, changes } = metrics;
  const problems = [
    ...impossible,
    ...leftOut > 0
      ? [`the period leaves out ${leftOut} of the log's deployments`]
      : [],
    ...deployments < MIN
      ? [`${deployments} deployments that are no drills`]
      : [],
    ...changes === 0
      ? ["no deployment brought a change: the first of a service counts none"]
      : [],
    ...wrong,
  ];
  const measured = WANTED.map(({ name, text }) => `${name} ${text(metrics)}`)
    .join(", ");
  return problems.length === 0
    ? pass(`${deployments} deployments: ${measured}`, bound, metrics)
    : fail(
      problems.slice(0, 3).join("; "),
      bound,
      "deno task dora, and section 3",
      metrics,
    );
}

interface Wanted {
  readonly name: string;
  readonly row: RegExp;
  readonly agrees: (claim: string, metrics: Metrics) => boolean;
  readonly text: (metrics: Metrics) => string;
}

const WANTED: readonly Wanted[] = [
  {
    name: "frequency",
    row: /frequen/i,
    text: ({ deploymentsPerDay }) =>
      `${deploymentsPerDay.toPrecision(3)} a day`,
    agrees: (claim, { deploymentsPerDay }) =>
      near(claim, deploymentsPerDay * (/week/i.test(claim) ? 7 : 1)),
  },
  time("lead time", /lead/i, ({ leadTimeMs }) => leadTimeMs),
  share(
    "change fail rate",
    /fail\w* rate/i,
    ({ changeFailRate }) => changeFailRate,
  ),
  time("recovery", /recover/i, ({ recoveryMs }) => recoveryMs),
  share("rework rate", /rework/i, ({ reworkRate }) => reworkRate),
];

function time(
  name: string,
  row: RegExp,
  of: (metrics: Metrics) => number | undefined,
): Wanted {
  return {
    name,
    row,
    text: (metrics) => {
      const ms = of(metrics);
      return ms === undefined ? "none" : `${(ms / 1000).toFixed(0)} s`;
    },
    agrees: (claim, metrics) => {
      const ms = of(metrics);
      return ms === undefined ? isNone(claim) : near(claim, ms / unitMs(claim));
    },
  };
}

function share(
  name: string,
  row: RegExp,
  of: (metrics: Metrics) => number | undefined,
): Wanted {
  return {
    name,
    row,
    text: (metrics) => {
      const value = of(metrics);
      return value === undefined ? "none" : `${(100 * value).toFixed(1)} %`;
    },
    agrees: (claim, metrics) => {
      const value = of(metrics);
      if (value === undefined) return isNone(claim);
      return Math.abs(number(claim) - 100 * value) <=
        (/\.\d/.test(claim) ? 0.06 : 0.6);
    },
  };
}

function isNone(claim: string): boolean {
  return /^\W*$|none|n\/a/i.test(claim);
}

function number(claim: string): number {
  return Number(/\d+(?:\.\d+)?/.exec(claim)?.[0] ?? NaN);
}

/** Rounded as it is written, or to within a twentieth. */
function near(claim: string, value: number): boolean {
  return isRounded(claim, value) ||
    Math.abs(number(claim) - value) <= 0.05 * Math.abs(value);
}

function unitMs(claim: string): number {
  if (/\bd(?:ays?)?\b/i.test(claim)) return 86_400_000;
  if (/\bh(?:ours?)?\b/i.test(claim)) return 3_600_000;
  return /\bmin/i.test(claim) ? 60_000 : 1000;
}

/** From and until, as the review has them. */
export function periodIn(section: string): Period | undefined {
  const [from, to] = [/^from$/i, /^until$/i].map((name) =>
    Date.parse(valueOf(section, name) ?? "")
  );
  if (from === undefined || to === undefined || !(from < to)) return undefined;
  return { from, to };
}

/** Nothing is deployed before it is committed, before it begins, or tomorrow. */
async function impossibleIn(
  { program, clock }: CheckContext,
  deployments: readonly Deployment[],
): Promise<readonly string[]> {
  const words: string[] = [];
  for (const { service, revision, startedAt, endedAt } of deployments) {
    const what = `${service} ${revision.slice(0, 7)}`;
    const { stdout } = await openGit(".", { program })
      .run("show", "-s", "--format=%ct", revision);
    const committed = 1000 * Number(stdout);
    if (endedAt < startedAt) words.push(`${what} ended before it began`);
    if (endedAt > clock.now() + 60_000) {
      words.push(`${what} ended in the future`);
    }
    if (startedAt < committed - 60_000) {
      words.push(`${what} was deployed before its commit`);
    }
  }
  return words;
}
