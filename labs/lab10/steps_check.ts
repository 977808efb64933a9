/**
 * Four loads, each more than the one before, and what came of them.
 * @module
 */

import { stepRow } from "../../scripts/load/loadgen/report/mod.ts";
import {
  countOf,
  type Summary,
} from "../../scripts/load/loadgen/result/mod.ts";
import { withUnit } from "../../scripts/checks/report_fields/mod.ts";
import {
  type Check,
  contradictionsIn,
  couldNotVerify,
  fail,
  type Finding,
  notStarted,
  pass,
  reportOf,
} from "../../scripts/checks/mod.ts";
import {
  type Evidence,
  evidenceOf,
  FOLDER,
  type Run,
  usersOf,
} from "./evidence.ts";
import { ABOUT, cellOf, sectionOf, tableWith } from "./markdown.ts";
import { isRounded, numberIn, says } from "./quantities.ts";

/** Loads that the lab asks for. */
const USERS = [10, 50, 100, 200] as const;
/** A p99 of less time than that is chance (s). */
const MIN_SECONDS = 20;
/** Least share of the visits that bought; the mix has 10 %. */
export const MIN_ORDERS = 0.03;
/** So long nothing may end while users are there (s). */
const STALL_SECONDS = 3;

/** Columns of the table, by what they are called, in the order of `stepRow`. */
const COLUMNS = [
  /users?\b|nutzer|\bvus?\b|пользоват/u,
  /^ramp/,
  /rps|req(?:uest)?s?\s*\/\s*s|per second|a second|запросов в с/u,
  /p ?50|median|50th|50 ?%/,
  /p ?95|95th|95 ?%/,
  /p ?99|99th|99 ?%/,
  /fail|5xx|error|fehler|ошиб/u,
  /409|sold|ausverkauft/,
  /order|bestell|заказ/u,
] as const;

/** Those without which the table says too little. */
const NEEDED = COLUMNS.filter((_, i) => ![1, 4, 7].includes(i));

/** Step 10.1. */
export const steps: Check = {
  id: "10.1",
  task: 1,
  title: "four loads that bought, and a table that says what they measured",
  hints: [
    "Did each of the four loads buy something, and are the files as the generator wrote them?",
    "Each load test answers another question, and a load without orders answers none (Lecture 10, slide 4). Counts, histograms and intervals of a file must agree.",
    "A file with 900 requests and 0 orders: the scenario was browse, or the event was sold out. Put events on sale and run it again.",
  ],
  measures: "each run against itself, and the table against the runs",
  tool: "summaries of the load generator, tables of the review",
  catches: [
    "an edited summary",
    "a load that bought nothing",
    "a stall that a closed model hides",
  ],
  async run(context) {
    const report = await reportOf(context, 10);
    const evidence = await evidenceOf(context);
    return evaluateSteps(evidence, report, context.clock.now());
  },
};

/** Evaluates runs, and the table of the report. */
export function evaluateSteps(
  { runs, unreadable }: Evidence,
  report: string | undefined,
  now: number,
): Finding {
  const bound =
    `${USERS.join(", ")} users for at least ${MIN_SECONDS} s each, one after ` +
    "another, with orders; no file that contradicts itself; the same figures in the table";
  const closed = runs.filter((run) => usersOf(run) > 0);
  if (closed.length === 0 && unreadable.length === 0) {
    return notStarted(`there is no run in ${FOLDER}`, "step 10.1");
  }
  if (unreadable.length > 0) {
    return couldNotVerify(
      `${unreadable.join(", ")} is not what the load generator wrote`,
      bound,
      "step 10.1: deno task loadgen --summary FILE; on a cluster, the line of JSON from kubectl logs",
    );
  }
  const problems = [
    ...missingUsers(closed),
    ...runs.flatMap(problemsOf),
    ...overlaps(runs, now),
    ...tableProblems(closed, report),
  ];
  const measured = closed.map((run) =>
    `${usersOf(run)} users: ${
      run.summary.requests.perSecond.toFixed(1)
    } RPS, p99 ` +
    `${run.summary.requests.latencyMs.p99} ms, ${run.summary.orders.completed} orders`
  ).join("; ");
  return problems.length === 0
    ? pass(
      measured,
      bound,
      closed.map(({ file, summary }) => ({ file, row: stepRow(summary) })),
    )
    : fail(
      problems.slice(0, 3).join("; "),
      bound,
      `${FOLDER}, and section 2 of the review`,
    );
}

function missingUsers(runs: readonly Run[]): readonly string[] {
  const missing = USERS.filter((users) =>
    !runs.some((run) => usersOf(run) === users)
  );
  return missing.length === 0 ? [] : [`no run of ${missing.join(", ")} users`];
}

function problemsOf({ file, summary }: Run): readonly string[] {
  const { run, orders, arrivals } = summary;
  const words = contradictionsIn(summary).map((one) =>
    `${file} contradicts itself: ${one}`
  );
  if (words.length > 0) return words.slice(0, 1);
  if (run.ended !== "planned") words.push(`${file}: the run was ${run.ended}`);
  if (run.seconds < MIN_SECONDS) {
    words.push(`${file}: ${run.seconds.toFixed(0)} s, too short for a p99`);
  }
  if (orders.completed < MIN_ORDERS * arrivals.started) {
    words.push(
      `${file}: ${orders.completed} orders of ${arrivals.started} visits ` +
        `(${run.scenario}): a shop that sells nothing is no success`,
    );
  }
  const stall = longestStall(summary);
  if (stall >= STALL_SECONDS) {
    words.push(
      `${file}: for ${stall} s nothing ended while users waited; in a closed model they ` +
        "ask nothing meanwhile, and its percentiles leave that out",
    );
  }
  return words;
}

/** Seconds without a single answer while all parts were there. */
export function longestStall(
  { run, intervals, intervalMs, steps }: Summary,
): number {
  const { load } = run;
  if (load.kind !== "closed") return 0;
  const ramp = load.ramp === 0 ? 0 : load.users / load.ramp;
  const from = Math.ceil(1000 * ramp / intervalMs);
  const until = Math.floor(1000 * run.plannedSeconds / intervalMs);
  let longest = 0;
  let now = 0;
  for (const { tallies } of intervals.slice(from, until)) {
    const ended = Object.keys(steps).reduce(
      (sum, name) =>
        sum +
        (tallies[name] === undefined ? 0 : countOf(tallies[name].results)),
      0,
    );
    now = ended === 0 ? now + 1 : 0;
    longest = Math.max(longest, now);
  }
  return longest * intervalMs / 1000;
}

/** A copy of a run with other words in it was made at the same time. */
function overlaps(runs: readonly Run[], now: number): readonly string[] {
  const spans = runs.map(({ file, summary: { run } }) => {
    const from = Date.parse(run.started);
    return { file, from, to: from + 1000 * run.seconds };
  }).toSorted((a, b) => a.from - b.from);
  return spans.flatMap(({ file, from, to }, i) => {
    const before = spans[i - 1];
    if (!(to <= now + 60_000)) return [`${file} was made in the future`];
    return before !== undefined && from < before.to
      ? [`${file} and ${before.file} were made at the same time`]
      : [];
  });
}

/** Each run has its row, and each row its run. */
function tableProblems(
  runs: readonly Run[],
  report: string | undefined,
): readonly string[] {
  const section = sectionOf(report ?? "", ABOUT.load);
  const table = section === undefined
    ? undefined
    : tableWith(section, ...NEEDED);
  if (table === undefined) {
    return [
      "the review's section on load has no table: deno task loadgen table",
    ];
  }
  const words: string[] = [];
  for (const run of runs) {
    const users = usersOf(run);
    const row = table.rows.find((cells) =>
      says(cellOf(table, cells, COLUMNS[0]), users)
    );
    if (row === undefined) {
      words.push(`the table has no row for ${users} users`);
      continue;
    }
    for (const [i, value] of stepRow(run.summary).entries()) {
      const column = COLUMNS[i];
      if (column === undefined || value === null) continue;
      if (!table.columns.some((one) => column.test(one))) continue;
      const cell = withUnit(
        table.columns.find((one) => column.test(one)) ?? "",
        cellOf(table, row, column),
      );
      if (!isRounded(cell, value)) {
        words.push(
          `the table says ${cell || "nothing"} for ${users} users, ` +
            `${
              table.columns.find((one) => column.test(one))
            }; ${run.file} has ${value}`,
        );
      }
    }
  }
  const known = new Set(runs.map(usersOf));
  for (const row of table.rows) {
    const users = numberIn(cellOf(table, row, COLUMNS[0]));
    if (users !== undefined && !known.has(users)) {
      words.push(`the table has ${users} users, and no run has`);
    }
  }
  return words;
}
