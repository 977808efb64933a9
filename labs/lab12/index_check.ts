/**
 * The index that was made while people bought.
 * @module
 */

import {
  type Check,
  type CheckContext,
  couldNotVerify,
  fail,
  type Finding,
  notStarted,
  pass,
  passWithRemark,
} from "../../scripts/checks/mod.ts";
import { askDatabase } from "../../scripts/adapters/kubernetes/mod.ts";
import {
  droppedIn,
  indexIn,
  isSeveral,
  type StepText,
  stepText,
} from "./migration_text.ts";

/** Steps that `deno task migrate` takes. */
const STEP = /^migrations\/\d{4}_[a-z0-9_]+\.ts$/;

/** Whether each index that begins with the date is valid, and may serve all rows. */
const ASK = "SELECT i.indexrelid::regclass || ' ' || i.indisvalid || ' ' || " +
  "(i.indisunique OR i.indpred IS NOT NULL) FROM pg_index i JOIN pg_attribute a " +
  "ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0] " +
  "WHERE i.indrelid = 'events'::regclass AND a.attname = 'event_date'";

/** Step 12.7. */
export const index: Check = {
  id: "12.7",
  task: 2,
  title: "the index is there, valid, and was made concurrently",
  hints: [
    "What would a customer who buys notice while your index is built?",
    "CREATE INDEX CONCURRENTLY keeps writers working and can fail halfway (Lecture 9, " +
    "slide 9; Reading 12). It cannot run inside a transaction.",
    'For venues by city: export const transaction = false; up: ["DROP INDEX CONCURRENTLY ' +
    'IF EXISTS venues_city", "CREATE INDEX CONCURRENTLY venues_city ON venues (city)"].',
  ],
  measures: "the step's statements, and the index in the database",
  tool: "the step's text; pg_index",
  catches: [
    "an index that blocks, or inside a transaction",
    "another table or column, a unique or partial index",
    "an INVALID index, an index without a step",
    "no way back, or to another index",
  ],
  written: async (context) => evaluateStep(await ownStep(context)),
  async run(context) {
    const step = evaluateStep(await ownStep(context));
    if (step.verdict === "fail") return step;
    const rows = await askDatabase(context.kubectl, ASK);
    return evaluateIndex(step, rows);
  },
};

/** A step that makes an index, or drops or mentions one. */
interface OwnStep {
  readonly path: string;
  readonly step: StepText | undefined;
}

/** The step that makes an index of events. */
async function ownStep(
  { files, read }: CheckContext,
): Promise<OwnStep | undefined> {
  const paths = await files(STEP);
  const all = await Promise.all(
    paths.map(async (path) => ({ path, source: await read(path) ?? "" })),
  );
  const steps = all.map(({ path, source }) => ({
    path,
    source,
    step: stepText(source),
  }));
  const makes = steps.filter(({ step }) =>
    step?.up.some((one) => indexIn(one) !== undefined)
  );
  return makes.find(({ step }) =>
    step?.up.some((one) => indexIn(one)?.column === "event_date")
  ) ?? makes[0] ??
    steps.find(({ source }) => /index/i.test(source));
}

const BOUND =
  "a step that makes an index of events by event_date, CONCURRENTLY, outside a " +
  "transaction, and drops it again in down";

/** Evaluates what the step says. */
export function evaluateStep(own: OwnStep | undefined): Finding {
  if (own === undefined) {
    return notStarted("no step in migrations/ makes an index", "step 12.7");
  }
  const { path, step } = own;
  const made = step?.up.flatMap((one) => indexIn(one) ?? []).at(-1);
  if (step === undefined || made === undefined) {
    return couldNotVerify(
      `${path}: its statements are not written down as texts; write ` +
        'export const up = ["CREATE INDEX ..."]',
      BOUND,
      `up in ${path}`,
    );
  }
  const { name, table, column, method } = made;
  const back = step.down.flatMap(droppedIn);
  const problems = [
    ...table === "events" && column === "event_date"
      ? []
      : [`the index is of ${table} by ${column}`],
    ...made.isConcurrent
      ? []
      : ["CREATE INDEX without CONCURRENTLY blocks every sale"],
    ...step.transaction ? ["the step runs inside a transaction"] : [],
    ...made.isUnique ? ["two events may not have one date (UNIQUE)"] : [],
    ...made.isPartial ? ["only some rows are in the index (WHERE)"] : [],
    ...method === "btree" ? [] : [`an index by ${method} has no order`],
    ...step.up.some((one) => /concurrently/i.test(one) && isSeveral(one))
      ? ["statements in one text run in one transaction"]
      : [],
    ...back.length === 0 ? ["down drops no index"] : [],
    ...back.length > 0 && !back.includes(name)
      ? [`down drops ${back.join(", ")}, and up makes ${name}`]
      : [],
  ];
  if (problems.length > 0) {
    return fail(`${path}: ${problems.join("; ")}`, BOUND, path, step);
  }
  const measured = `${path}: ${name}, concurrently, reversible`;
  const isCleared = step.up.flatMap(droppedIn).includes(name);
  return isCleared ? pass(measured, BOUND, step) : passWithRemark(
    measured,
    BOUND,
    "an attempt that was interrupted leaves an INVALID index, and nothing drops it first",
    step,
  );
}

/** Evaluates the step, and each index of the database as `name valid other`. */
export function evaluateIndex(
  step: Finding,
  rows: readonly string[],
): Finding {
  const bound = `${BOUND}; the index is valid in the database`;
  if (step.verdict === "not_started" && rows.length === 0) return step;
  const isGood = rows.some((row) => / (?:t|true) (?:f|false)$/.test(row));
  if (isGood && step.verdict !== "not_started") return { ...step, bound };
  const measured = rows.length === 0
    ? "the database has no index of events by event_date"
    : `in the database: ${
      rows.map((row) => {
        const [name, valid, partial] = row.split(" ");
        return `${name} is ${/^t/.test(valid ?? "") ? "valid" : "INVALID"}${
          /^t/.test(partial ?? "") ? ", and unique or partial" : ""
        }`;
      }).join(", ")
    }`;
  return fail(
    step.verdict === "not_started"
      ? `${measured}, and ${step.measured}`
      : measured,
    bound,
    "deno task migrate status, and \\d events in psql",
    rows,
  );
}
