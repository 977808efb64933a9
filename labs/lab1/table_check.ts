/**
 * The failure table of Lab 1's report, held against the student's own shop.
 * @module
 */

import {
  type Check,
  fail,
  failureTable,
  type Finding,
  type KillMatrix,
  killMatrix,
  notStarted,
  OPERATIONS,
  PARTS,
  pass,
  passWithRemark,
  reportOf,
  unreadable,
} from "../../scripts/checks/mod.ts";

const REPORT = "submissions/lab1.md";

const BOUND = "the status in each of 16 cells, as measured just now";

/** Two tries may be answered differently; a list of all statuses says nothing. */
const MAX_IN_CELL = 2;

/** Task 2 turns this answer into 503; a table from before it is as true. */
const BEFORE_TASK_2 = 502;

/** Step 1.4. */
export const table: Check = {
  id: "1.4",
  task: 1,
  title: "the failure table is what this shop really does",
  hints: [
    "Did you see this status yourself, on this shop, while exactly this part was stopped?",
    "The status is the number at the beginning of an HTTP answer. Two parts can look " +
    "alike to customers and differ in their status, so copy it: curl -s -o /dev/null -w " +
    "'%{http_code}\\n' ADDRESS prints it alone.",
    "Say you stop a part and pay answers 404: then the reservation has expired, and the " +
    "status says nothing about the part. Reserve first, then stop the part, then pay.",
  ],
  measures: "16 statuses, each against the shop while that part is stopped",
  tool: "HTTP calls to the shop while each part is stopped",
  catches: [
    "a table of another shop",
    "502 for 503",
    "everything fails without Redis",
    "cells that are empty",
  ],
  async run(context) {
    const report = await reportOf(context, 1);
    const ready = tableProblem(report);
    if (ready !== undefined) return ready;
    return evaluateTable(
      report ?? "",
      await killMatrix(await context.shop(), context.clock, context.note),
    );
  },
};

/** Why there is nothing to compare; undefined: there is. */
function tableProblem(report: string | undefined): Finding | undefined {
  if (report === undefined) {
    return notStarted(
      `there is no ${REPORT}`,
      "deno task lab start 1, which writes it",
    );
  }
  const told = failureTable(report);
  if (told === undefined) {
    return notStarted(
      `there is no table in ${REPORT} with columns list, reserve, pay, health`,
      "deno task lab start 1, which writes an empty one",
    );
  }
  return PARTS.every((part) =>
      OPERATIONS.every((one) => told[part][one] === undefined)
    )
    ? notStarted("the table is empty", "step 1.4")
    : undefined;
}

/** Evaluates a report by what was measured. */
export function evaluateTable(report: string, matrix: KillMatrix): Finding {
  const told = failureTable(report);
  const problem = tableProblem(report);
  if (told === undefined || problem !== undefined) {
    return problem ?? notStarted("there is no table", "step 1.4");
  }
  const cells = PARTS.flatMap((part) =>
    OPERATIONS.map((operation) => {
      const name = `${part}/${operation}`;
      const seen = matrix[part][operation];
      const allowed = name === "payments/pay" && seen.includes(503)
        ? [...seen, BEFORE_TASK_2]
        : seen;
      const cell = told[part][operation];
      const isTrue = cell !== undefined && (cell.statuses.length > 0
        ? cell.statuses.length <= MAX_IN_CELL &&
          cell.statuses.some((one) => allowed.includes(one)) &&
          cell.statuses.every((one) =>
            allowed.some((status) => (status < 400) === (one < 400))
          )
        : allowed.some((status) => (status < 400) === cell.works));
      return { name, cell, isTrue };
    })
  );
  const wrong = cells.filter(({ isTrue }) => !isTrue);
  const look = `${REPORT}, step 1.4; stop that part, and read the status again`;
  if (wrong.length > 0) {
    const words = wrong.map(({ name, cell }) =>
      `${name} says ${cell?.text ?? "nothing"}`
    );
    return fail(
      `${
        cells.length - wrong.length
      } of ${cells.length} cells are true; these are not: ` +
        words.join(", "),
      BOUND,
      look,
      matrix,
    );
  }
  const bare = cells.filter(({ cell }) => cell?.statuses.length === 0);
  if (2 * bare.length > cells.length) {
    return unreadable(
      bare.length === cells.length
        ? "a table of words"
        : `a table with words in ${bare.length} of ${cells.length} cells`,
      "the status that curl shows, e.g. 404, into each cell",
      BOUND,
      look,
    );
  }
  return bare.length === 0
    ? pass(`${cells.length} of ${cells.length} cells`, BOUND, matrix)
    : passWithRemark(
      `${cells.length} of ${cells.length} cells`,
      BOUND,
      `${
        bare.map(({ name }) => name).join(", ")
      }: the text asks for the status, not for words`,
      matrix,
    );
}
