/**
 * The step while people buy: its locks on the live tables, its customers live.
 * @module
 */

import type postgres from "postgres";
import type { Outcome } from "../../scripts/adapters/kubernetes/mod.ts";
import {
  type Check,
  type CheckContext,
  couldNotVerify,
  customersDuring,
  fail,
  type Finding,
  FLOOR,
  isUnnoticed,
  notStarted,
  outcomeText,
  pass,
} from "../../scripts/checks/mod.ts";
import { withDatabase } from "../../scripts/adapters/postgres/mod.ts";
import type { Step } from "../../scripts/schema/migrate/mod.ts";
import { onLive } from "./live.ts";
import { emailSteps, onRecord, ownSteps } from "./own_steps.ts";

/** Journeys a second meanwhile. */
const RPS = 5;

/** How often it is taken back and taken again, each time rolled back. */
const TIMES = 10;

/** Between two of them (ms). */
const PAUSE_MS = 300;

/** No more is begun after this: a step that blocks is known by then (ms). */
const ENOUGH_MS = 20_000;

/** Step 9.4. */
export const underLoad: Check = {
  id: "9.4",
  task: 1,
  title:
    "the step is taken on the live database, and no customer notices its locks",
  hints: [
    "Has the live database taken the step, and did customers get anything but ok " +
    "meanwhile?",
    "A statement that waits for a lock blocks everybody behind it (Lecture 9, slide 5). " +
    "Count at the customers: loadgen_requests_total by result.",
    "Before: ok 5210, server_error 0. After: ok 5392, server_error 0. 182 requests, and " +
    "none of them failed.",
  ],
  measures:
    "customers in the cluster while down and up hold their locks, ten times",
  tool: "the load generator, PostgreSQL",
  catches: ["a step that waits under its lock", "a step that is not taken"],
  async run(context) {
    const email = emailSteps(await ownSteps(context));
    if (email.length === 0) {
      return notStarted(
        "no step in migrations/ has to do with email",
        "step 9.3",
      );
    }
    return await onLive(
      context,
      (live) =>
        withDatabase(live.url, async (sql) => {
          const { taken } = await onRecord(sql, []);
          const rows = await sql`
          SELECT FROM pg_attribute WHERE attrelid = to_regclass('public.events')
             AND attname = 'email' AND NOT attisdropped`;
          const isTaken = email.every(({ name }) => taken.includes(name));
          if (!isTaken || rows.length === 0) {
            return notStarted(
              `on record: ${taken.join(", ") || "nothing"}; events has ` +
                `${rows.length === 0 ? "no " : ""}email`,
              "step 9.4: deno task migrate up",
            );
          }
          const before = await customersDuring(
            context,
            RPS,
            () => Promise.resolve(),
          );
          if (before.failures > 0) return evaluateLoad({ before });
          return evaluateLoad({ before, ...await round(context, sql, email) });
        }),
    );
  },
};

/** Takes it back and again, some times, while customers buy. */
async function round(
  context: CheckContext,
  sql: postgres.Sql,
  email: readonly Step[],
): Promise<Required<Omit<UnderLoad, "before">>> {
  const { clock } = context;
  let problem: string | undefined;
  let longestMs = 0;
  const outcome = await customersDuring(context, RPS, async () => {
    const start = clock.monotonic();
    for (let i = 0; i < TIMES && problem === undefined; i++) {
      const began = clock.monotonic();
      if (began - start > ENOUGH_MS) break;
      problem = await takeAgain(sql, email);
      longestMs = Math.max(longestMs, Math.round(clock.monotonic() - began));
      await clock.sleep(PAUSE_MS);
    }
  });
  return { problem, longestMs, outcome };
}

/** How the step and its customers fared. */
export interface UnderLoad {
  /** Customers of a while in which nothing was done. */
  readonly before: Outcome;
  /** PostgreSQL's words when it could not be taken back and again. */
  readonly problem?: string | undefined;
  /** Longest time of one way back and forth (ms). */
  readonly longestMs?: number;
  /** Customers meanwhile; undefined: it was not tried. */
  readonly outcome?: Outcome;
}

/** Evaluates it. */
export function evaluateLoad(
  { before, problem, longestMs = 0, outcome }: UnderLoad,
): Finding {
  const bound =
    `down and up ${TIMES} times, no failed request among at least ${FLOOR} orders`;
  if (outcome === undefined) {
    return couldNotVerify(
      `requests failed before the check touched the database: ${
        outcomeText(before)
      }`,
      bound,
      "kubectl get pods; kubectl logs -l app=gateway --tail=20",
    );
  }
  const measured = `${
    outcomeText(outcome)
  }; the longest held its locks for ${longestMs} ms`;
  const samples = { before, longestMs, outcome };
  if (problem !== undefined) {
    const words = `down and up of the step failed: ${problem}`;
    return fail(
      words,
      bound,
      "up and down of the step, and deno task migrate status",
      samples,
    );
  }
  if (outcome.orders < FLOOR) {
    return couldNotVerify(
      `${measured}: too few to say anything`,
      bound,
      "kubectl get pods; kubectl logs -l app=gateway --tail=20",
    );
  }
  return isUnnoticed(outcome) ? pass(measured, bound, samples) : fail(
    measured,
    bound,
    "deno task migrate up --lock-report, which says what waited and for how long",
    samples,
  );
}

/** Ends a transaction that has shown what it was to show. */
class RolledBack extends Error {
  override readonly name = "RolledBack";
}

/** Holds the locks of down and up on the live tables, and changes nothing. */
async function takeAgain(
  sql: postgres.Sql,
  steps: readonly Step[],
): Promise<string | undefined> {
  try {
    await sql.begin(async (transaction) => {
      await transaction`SET LOCAL lock_timeout = '3s'`;
      for (const statement of thereAndBack(steps)) {
        await transaction.unsafe(statement);
      }
      throw new RolledBack();
    });
  } catch (error) {
    if (error instanceof RolledBack) return undefined;
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * All statements of the way back and of the way there. A statement outside
 * a transaction and CONCURRENTLY cannot be rolled back, and holds no lock that
 * customers wait for, so it is left out.
 */
export function thereAndBack(steps: readonly Step[]): readonly string[] {
  const of = ({ transaction }: Step, statements: readonly string[]) =>
    transaction
      ? statements
      : statements.filter((one) => !/\bconcurrently\b/i.test(one));
  return [
    ...steps.toReversed().flatMap((step) => of(step, step.down)),
    ...steps.flatMap((step) => of(step, step.up)),
  ];
}
