/**
 * The history: who reads the steps knows the whole schema.
 * @module
 */

import { plural } from "../../scripts/lib/text/mod.ts";
import type postgres from "postgres";
import {
  differences,
  fingerprintOf,
} from "../../scripts/recovery/backup/mod.ts";
import {
  type Check,
  type CheckContext,
  fail,
  type Finding,
  notStarted,
  pass,
} from "../../scripts/checks/mod.ts";
import { withDatabase } from "../../scripts/adapters/postgres/mod.ts";
import { inOrder, migrate, PRODUCT } from "../../scripts/schema/migrate/mod.ts";
import { type Live, onLive, onScratch } from "./live.ts";
import { type OnRecord, onRecord, ownSteps } from "./own_steps.ts";

/** Step 9.2. */
export const history: Check = {
  id: "9.2",
  task: 1,
  title:
    "the history tells the whole schema: steps alone make the same database",
  hints: [
    "Is there anything in the live schema that no step has made?",
    "A history is complete if the steps alone make the same database. A change by psql is " +
    "in the schema and in no step. A step that was taken is never edited (Lecture 9, " +
    "slide 6).",
    "A colleague added a column note by hand: write the next step with ALTER TABLE … ADD " +
    "COLUMN IF NOT EXISTS note text, and take it.",
  ],
  measures: "the live schema against a database that the steps alone make",
  tool: "PostgreSQL's catalogue, `deno task migrate`",
  catches: ["a change by hand", "a step that was edited after it was taken"],
  async run(context) {
    return await onLive(context, (live) => historyOn(context, live));
  },
};

/** Compares what a live database has with the steps that it has taken. */
export async function historyOn(
  context: CheckContext,
  live: Live,
): Promise<Finding> {
  const own = await ownSteps(context);
  const steps = inOrder(PRODUCT, own);
  const { record, structure, off } = await withDatabase(
    live.url,
    async (sql) => ({
      record: await onRecord(sql, steps),
      structure: (await fingerprintOf(sql)).structure.filter((line) =>
        !isOfBackups(line)
      ),
      off: await triggersOff(sql),
    }),
  );
  const taken = steps.filter(({ name }) => record.taken.includes(name));
  const drift = await onScratch(
    live,
    (url) =>
      withDatabase(url, async (sql) => {
        await migrate(sql, taken);
        const made = await fingerprintOf(sql);
        const found = { tables: [], structure, sequences: [] };
        return differences(made, found).structure;
      }),
  );
  const names = own.map(({ name }) => name);
  return evaluateHistory({ ...record, own: names, drift: [...drift, ...off] });
}

/** Triggers that are switched off: their definitions are as before. */
async function triggersOff(sql: postgres.Sql): Promise<readonly string[]> {
  const rows = await sql<{ name: string; table: string }[]>`
    SELECT tgname AS name, tgrelid::regclass::text AS table FROM pg_trigger
     WHERE NOT tgisinternal AND tgenabled = 'D'`;
  return rows.map(({ name, table }) => `trigger ${name} on ${table} is off`);
}

/** Compares the live database with its steps. */
export interface History extends OnRecord {
  /** Names of the student's steps. */
  readonly own: readonly string[];
  /** How the live schema differs from what the steps make. */
  readonly drift: readonly string[];
}

/** Evaluates them. */
export function evaluateHistory(
  { taken, edited, own, drift }: History,
): Finding {
  const bound =
    "0001_schema and a step of yours on record, as their files are; a live database equal to what the steps make";
  const [first] = drift;
  const measured =
    `on record: ${taken.join(", ") || "nothing"}; of your own: ` +
    `${own.join(", ") || "none"}; ${plural(drift.length, "difference")}` +
    (first === undefined ? "" : `, e.g. ${first}`);
  if (edited.length > 0) {
    return fail(
      `${edited.join(", ")} was edited after it was taken`,
      bound,
      "deno task migrate status; restore the old file, and write a new step for your change",
      { taken, edited },
    );
  }
  if (drift.length > 0) {
    return fail(
      measured,
      bound,
      "deno task migrate status; \\d events in psql",
      drift.slice(0, 20),
    );
  }
  if (!own.some((name) => taken.includes(name))) {
    return notStarted(measured, "steps 9.2 to 9.4");
  }
  return taken[0]?.startsWith("0001_") === true
    ? pass(measured, bound, { taken })
    : fail(measured, bound, "deno task migrate baseline 0001", { taken });
}

/** The canaries of backups belong to no step, nor does the history itself. */
function isOfBackups(line: string): boolean {
  return /\bbackup\.canary\b/.test(line);
}
