/**
 * The student's step, measured on a copy of the student's own database that has
 * twenty thousand events more: on six rows nothing takes long.
 * @module
 */

import type postgres from "postgres";
import {
  differences,
  type Fingerprint,
  fingerprintOf,
} from "../../scripts/recovery/backup/mod.ts";
import {
  type Check,
  type CheckContext,
  type Finding,
  notStarted,
} from "../../scripts/checks/mod.ts";
import { withDatabase } from "../../scripts/adapters/postgres/mod.ts";
import { CouldNotRun } from "../../scripts/lib/cli/mod.ts";
import {
  inOrder,
  lockWatcher,
  migrate,
  migrateDown,
  PRODUCT,
  type StatementSeen,
  type Step,
} from "../../scripts/schema/migrate/mod.ts";
import { evaluateStep, ROWS, type StepMeasured } from "./step_verdict.ts";
import { onCopy, onLive, type WithLive } from "./live.ts";
import { oldCodeOn } from "./old_code.ts";
import { emailSteps, ownSteps } from "./own_steps.ts";

/** Step 9.3. */
export const step: Check = {
  id: "9.3",
  task: 1,
  title:
    "the step adds a column, loses nothing, blocks no customer for long, and goes back",
  hints: [
    "Could the old code continue to work after your step, and can your way back undo it?",
    "Adding a column that may be empty and has no default changes only the catalogue " +
    "(Lecture 9, slide 7). up and down are lists of SQL statements.",
    'For the table venues: up: ["ALTER TABLE venues ADD COLUMN phone varchar(40)"], down: ' +
    '["ALTER TABLE venues DROP COLUMN phone"].',
  ],
  measures:
    "up and down on a copy with 20,000 events more: columns, rows, files, locks, time",
  tool: "PostgreSQL: pg_locks, pg_relation_filenode, fingerprints",
  catches: [
    "NOT NULL on rows that are there",
    "a default that rewrites the table",
    "a step that loses data or locks orders",
    "a down that does not undo",
  ],
  async run(context) {
    return await stepOn(context, (work) => onLive(context, work));
  },
};

/** Measures the student's step on a copy of a database. */
export async function stepOn(
  context: CheckContext,
  withLive: WithLive,
): Promise<Finding> {
  const own = await ownSteps(context);
  const email = emailSteps(own);
  if (email.length === 0) {
    return notStarted(
      "no step in migrations/ has to do with email",
      "step 9.3",
    );
  }
  return evaluateStep(
    await withLive((live) =>
      onCopy(live, (url) => measureSteps(context, url, email, own))
    ),
  );
}

async function measureSteps(
  { clock }: CheckContext,
  url: string,
  email: readonly Step[],
  own: readonly Step[],
): Promise<StepMeasured> {
  const last = email.at(-1)?.name ?? "";
  const steps = inOrder(PRODUCT, own.filter(({ name }) => name <= last));
  return await withDatabase(url, (sql) =>
    withDatabase(url, async (other) => {
      await goBackBefore(sql, email);
      await manyEvents(sql);
      const before = await stateOf(sql);
      const seen: StatementSeen[] = [];
      const [own] = await sql<
        [{ pid: number }]
      >`SELECT pg_backend_pid() AS pid`;
      const watch = lockWatcher(other, own.pid, clock, (one) => seen.push(one));
      const began = clock.monotonic();
      const refused = await wordsOf(migrate(sql, steps, { watch }));
      const ms = Math.round(clock.monotonic() - began);
      const after = await stateOf(sql);
      const oldCode = refused === undefined ? await oldCodeOn(sql) : undefined;
      const stuck = refused ??
        await wordsOf(migrateDown(sql, steps, { count: email.length }));
      const back = differencesOf(before.sums, (await stateOf(sql)).sums);
      return {
        name: email.map(({ name }) => name).join(", "),
        refused,
        oldCode,
        column: columnIn(after.sums),
        lost: [
          ...missing(before.sums, after.sums),
          ...fewerRows(before.sums, after.sums),
        ],
        rewritten: [...before.nodes].filter(([table, node]) =>
          after.nodes.get(table) !== node
        )
          .map(([table]) => table),
        locks: seen.flatMap(({ locks }) => locks),
        ms,
        back: refused === undefined && stuck !== undefined ? [stuck] : back,
      };
    }));
}

/**
 * The copy as it was before the steps. Their own way back is tried first, since
 * it knows what else they made; the column goes whatever it does.
 */
async function goBackBefore(
  sql: postgres.Sql,
  steps: readonly Step[],
): Promise<void> {
  for (const { down } of steps.toReversed()) {
    await sql.begin(async (transaction) => {
      for (const statement of down) await transaction.unsafe(statement);
      const kept = await transaction`SELECT to_regclass('public.orders') AS it`;
      if (kept[0]?.it === null) throw new Error("it is no way back");
    }).catch(() => {}); // what is wrong with it is found when it is measured
  }
  await sql`ALTER TABLE events DROP COLUMN IF EXISTS email`;
  await sql`DELETE FROM schema_migrations WHERE name >= ${
    steps[0]?.name ?? ""
  }`;
}

async function manyEvents(sql: postgres.Sql): Promise<void> {
  await sql`ALTER TABLE events DISABLE TRIGGER USER`;
  await sql`
    INSERT INTO events (name, venue, event_date, total_tickets, price_cents)
    SELECT 'Event ' || n, 'Hall', now(), 10, 1000 FROM generate_series(1, ${ROWS}::int) n`;
  await sql`ALTER TABLE events ENABLE TRIGGER USER`;
}

interface State {
  readonly sums: Fingerprint;
  /** The file of each table: a new one when it was rewritten. */
  readonly nodes: ReadonlyMap<string, number>;
}

async function stateOf(sql: postgres.Sql): Promise<State> {
  const rows = await sql<{ name: string; node: number }[]>`
    SELECT c.relname AS name, pg_relation_filenode(c.oid)::int AS node
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND c.relkind = 'r'`;
  return {
    sums: await fingerprintOf(sql),
    nodes: new Map(rows.map(({ name, node }) => [name, node])),
  };
}

function missing(before: Fingerprint, after: Fingerprint): readonly string[] {
  return differences(before, after).structure.filter((line) =>
    line.startsWith("missing: ")
  );
}

function fewerRows(before: Fingerprint, after: Fingerprint): readonly string[] {
  const rows = new Map(after.tables.map((table) => [table.name, table.rows]));
  return before.tables.filter(({ name, rows: had }) =>
    (rows.get(name) ?? 0) < had
  )
    .map(({ name, rows: had }) =>
      `${name} has ${rows.get(name) ?? 0} of ${had} rows`
    );
}

function differencesOf(
  before: Fingerprint,
  after: Fingerprint,
): readonly string[] {
  const { structure, volume } = differences(before, after);
  return [...structure, ...volume];
}

/** "character varying(255)", with what else is said of it. */
function columnIn({ structure }: Fingerprint): string | undefined {
  const start = "column public.events.email ";
  return structure.find((line) => line.startsWith(start))?.slice(start.length);
}

/** What it said when it could not; undefined when it could. */
async function wordsOf(work: Promise<unknown>): Promise<string | undefined> {
  return await work.then(() => undefined, (error: unknown) => {
    if (error instanceof CouldNotRun) return error.message;
    throw error;
  });
}
